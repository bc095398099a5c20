"""As much of JSON Schema (draft 2020-12) as the portal's schemas use. It must not know any of them."""

import re

TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "null": type(None),
}
KNOWN = {
    "$schema", "$defs", "$ref", "title", "description", "format", "type", "properties", "required", "additionalProperties",
    "patternProperties", "propertyNames", "items", "minItems", "maxItems", "minimum", "maximum", "enum", "const", "anyOf", "oneOf", "default",
}


def faults(schema, value, root=None, place="$"):
    """What of a value is not as its schema says."""
    root = root or schema
    yield from (f"{place}: the schema says {word}, which this program does not know" for word in schema.keys() - KNOWN)
    if "$ref" in schema:
        yield from faults(root["$defs"][schema["$ref"].removeprefix("#/$defs/")], value, root, place)
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(is_a(kind, value) for kind in kinds):
        yield f"{place}: {value!r} is none of {kinds}"
        return
    if "enum" in schema and value not in schema["enum"] or "const" in schema and value != schema["const"]:
        yield f"{place}: {value!r} is no known code"
    for word, least in (("anyOf", 1), ("oneOf", 1)):
        fitting = [one for one in schema.get(word, []) if not any(faults(one, value, root, place))]
        if word in schema and (len(fitting) < least or word == "oneOf" and len(fitting) > 1):
            yield f"{place}: {value!r} is as {len(fitting)} of the variants"
    if isinstance(value, dict):
        yield from of_object(schema, value, root, place)
    elif isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            yield f"{place}: {len(value)} entries"
        for number, entry in enumerate(value):
            yield from faults(schema.get("items", {}), entry, root, f"{place}[{number}]")
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
            yield f"{place}: {value} is out of range"


def is_a(kind, value):
    return isinstance(value, TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))


def of_object(schema, value, root, place):
    known, other = schema.get("properties", {}), schema.get("additionalProperties", True)
    yield from (f"{place}: {name} is missing" for name in schema.get("required", []) if name not in value)
    for name, entry in value.items():
        yield from faults(schema.get("propertyNames", {}), name, root, f"{place}.{name}")
        fitting = [one for pattern, one in schema.get("patternProperties", {}).items() if re.search(pattern, name)]
        fitting += [known[name]] if name in known else []
        for one in fitting:
            yield from faults(one, entry, root, f"{place}.{name}")
        if fitting:
            continue
        if other is False:
            yield f"{place}: {name} is in no schema"
        elif isinstance(other, dict):
            yield from faults(other, entry, root, f"{place}.{name}")
