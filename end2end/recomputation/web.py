"""What a portal answers. It must not know what is in it."""

import json
import urllib.parse
import urllib.request


def raw(portal, path):
    with urllib.request.urlopen(urllib.parse.urljoin(portal, path)) as answer:
        return answer.read()


def read(portal, path):
    return json.loads(raw(portal, path))


def all_of(portal, name):
    """The entries of a list, part after part."""
    entries, path = [], f"/api/v1/{name}"
    while path:
        part = read(portal, path)
        entries += part[name]
        path = part.get("next")
    return entries
