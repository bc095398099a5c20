"""The releases and corrections: their bytes, their chains, and whether they are as their schemas say.
It must not compute figures."""

import hashlib
import json
import re

from . import schema, web


def releases(portal, report):
    """Every release, oldest first, its bytes checked against the list and the one before."""
    found, previous = [], None
    for entry in web.all_of(portal, "releases"):
        text = web.raw(portal, entry["json"])
        digest = hashlib.sha256(text).hexdigest()
        document = checked(portal, text, report)
        report.equal("hashes of releases", entry["period"], entry["sha256"], digest)
        report.equal("chained releases", entry["period"], document["previous"], previous)
        report.equal("chained releases", entry["period"], entry["previous"], previous)
        report.equal("releases told", entry["period"], entry["ratings"], sum(atom["n"] for atom in document["atoms"]))
        report.equal("releases told", entry["period"], entry["atoms"], len(document["atoms"]))
        report.equal("releases told", entry["period"], entry["k"], document["k"])
        document["sha256"] = digest
        found.append(document)
        previous = digest
    corrections(portal, report)
    tell_registers(found)
    return found


def tell_registers(releases):
    """Adds to each release the register as all releases up to it tell of it; to those before the first that does, that of the
    first. Where none tells, it is empty."""
    known, first = {"units": {}, "services": {}}, None
    for release in releases:
        changes = release.get("supplement", {}).get("register", {})
        known = {kind: entries | by_slug(changes.get(kind, [])) for kind, entries in known.items()}
        first = first or (known if known["units"] else None)
        release["register"] = known
    for release in releases:
        if not release["register"]["units"]:
            release["register"] = first or known


def by_slug(entries):
    return {entry["slug"]: entry for entry in entries}


def corrections(portal, report):
    numbers = re.findall(r"/data/koreksi-(\d+)\.json", web.raw(portal, "/data").decode())
    previous = None
    for number in sorted(map(int, numbers)):
        text = web.raw(portal, f"/data/koreksi-{number}.json")
        document = checked(portal, text, report)
        report.equal("chained corrections", number, document["previous"], previous)
        previous = hashlib.sha256(text).hexdigest()


SCHEMAS = {}


def checked(portal, text, report):
    """A document, if it is canonical and as the schema of its form says."""
    document = json.loads(text)
    form = document["format"]
    if form not in SCHEMAS:
        SCHEMAS[form] = web.read(portal, f"/data/skema/{form}.json")
    report.equal("documents of their form", form, list(schema.faults(SCHEMAS[form], document)), [])
    report.equal("canonical documents", form, text, canonical(document))
    return document


def canonical(document):
    """RFC 8785 for documents without fractions: names in order of their UTF-16 code units."""

    def ordered(value):
        if isinstance(value, dict):
            names = sorted(value, key=lambda name: name.encode("utf-16-be"))
            return {name: ordered(value[name]) for name in names}
        return [ordered(entry) for entry in value] if isinstance(value, list) else value

    return json.dumps(ordered(document), ensure_ascii=False, separators=(",", ":")).encode()
