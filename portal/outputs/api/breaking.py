"""The detection of changes to the OpenAPI description that would break an existing client."""

from collections.abc import Iterator
from typing import Any


def breaking_changes(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Return a Dutch message for each change that would break a client of `old`; none when the major version differs.

    `old` and `new` are OpenAPI documents. These changes break a client:

    - a path, response, parameter, schema or field is removed;
    - a parameter accepts fewer values, becomes required, or is new and required;
    - a field changes type, becomes optional or nullable, or gets a new enum value.

    A new path, field or optional parameter breaks nothing.
    """
    if old["info"]["version"].split(".")[0] != new["info"]["version"].split(".")[0]:
        return []
    return [*_paths(old, new), *_schemas(_written_out(old, new), _written_out(new, old))]


def _paths(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    for path, operations in old["paths"].items():
        for method, operation in operations.items():
            after = new["paths"].get(path, {}).get(method)
            if after is None:
                yield f"{method.upper()} {path} is weg"
                continue
            yield from _parameters(path, _by_name(operation), _by_name(after))
            yield from (f"{path}: antwoord {code} is weg" for code in operation["responses"] if code not in after["responses"])


def _by_name(operation: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {parameter["name"]: parameter for parameter in operation.get("parameters", [])}


def _parameters(path: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    for name, parameter in old.items():
        if name not in new:
            yield f"{path}: {name} is weg"
        else:
            yield from (f"{path}: {name} neemt {gone} niet meer" for gone in _narrowed(parameter["schema"], new[name]["schema"]))
    for name, parameter in new.items():
        if parameter.get("required") and not old.get(name, {}).get("required"):
            yield f"{path}: {name} is nu verplicht"


def _narrowed(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """Yield a phrase for each way in which the parameter schema `new` accepts less than `old`.

    `new` accepts less if it has another type, lacks an enum value or has a stricter limit. The phrase names the type, value or
    limit of `old`.
    """
    if (old.get("type"), old.get("format")) != (new.get("type"), new.get("format")):
        yield f"type {old.get('type')}"
    if "enum" in new:
        yield from (str(value) for value in old.get("enum", ["andere waarden"]) if value not in new["enum"])
    for bound, is_narrower in (
        ("maximum", int.__lt__),
        ("maxLength", int.__lt__),
        ("minimum", int.__gt__),
        ("minLength", int.__gt__),
    ):
        if bound in new and (bound not in old or is_narrower(new[bound], old[bound])):
            yield f"{bound} {old.get(bound)}"


def _schemas(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    for name, schema in old.items():
        if name in new:
            yield from (f"{name}: {words}" for words in _fields(schema, new[name]))
        else:
            yield f"{name} is weg"


def _written_out(document: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Return the schemas of a document, with each field that refers to one schema written out where `other` writes it out.

    A schema that a field refers to, and the same one in its place, are the same to a client. So whether a value can be null is
    said at each field that refers to a schema, and no longer at the schema.
    """
    schemas, others = document["components"]["schemas"], other["components"]["schemas"]
    found = {}
    for name, schema in schemas.items():
        there = others.get(name, {}).get("properties", {})
        fields = {key: _field(field, there.get(key, {}), schemas) for key, field in schema.get("properties", {}).items()}
        found[name] = schema | {"nullable": False} | ({"properties": fields} if fields else {})
    return found


def _field(field: dict[str, Any], there: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    if isinstance(field.get("items"), dict):
        return field | {"items": _field(field["items"], there.get("items") or {}, schemas)}
    match field.get("allOf", [field]):
        case [{"$ref": str(reference)}]:
            schema = schemas.get(reference.rpartition("/")[2], {})
            is_nullable = {"nullable": True} if field.get("nullable") or schema.get("nullable") else {}
            own = {key: value for key, value in field.items() if key not in ("allOf", "$ref")}
            return (schema | own if "properties" in there else field) | is_nullable
    return field


def _fields(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """Yield a message for each difference between two schemas of a response that would break a client."""
    if old.get("type") != new.get("type") or old.get("format") != new.get("format") or old.get("$ref") != new.get("$ref"):
        yield "ander type"
    if new.get("nullable") and not old.get("nullable"):
        yield "kan nu null zijn"
    yield from (f"nieuwe waarde {value}" for value in new.get("enum", []) if "enum" in old and value not in old["enum"])
    for name in old.get("required", []):
        if name not in new.get("required", []):
            yield f"{name} is er niet altijd meer"
    for name, field in old.get("properties", {}).items():
        if name not in new.get("properties", {}):
            yield f"{name} is weg"
        else:
            yield from (f"{name}: {words}" for words in _fields(field, new["properties"][name]))
    for part in ("items", "additionalProperties"):
        if isinstance(old.get(part), dict):
            yield from _fields(old[part], dict(new.get(part) or {}))
    yield from _members(old, new)


def _members(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """Compare the members of `allOf`, `oneOf` and `anyOf`. A reference to a schema is found by its name, another member by place.

    An `allOf` without one of its members lacks the fields of that member. A new member of `oneOf` or `anyOf` is a form that a
    client does not know.
    """
    for word, mostly in (("allOf", "weg"), ("oneOf", "nieuw"), ("anyOf", "nieuw")):
        before, after = _by_reference(old.get(word, [])), _by_reference(new.get(word, []))
        for name in before.keys() & after.keys():
            yield from _fields(before[name], after[name])
        lost, added = sorted(before.keys() - after.keys()), sorted(after.keys() - before.keys())
        yield from (f"{word}: {name} is {mostly}" for name in (lost if mostly == "weg" else added if before else []))


def _by_reference(members: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {member.get("$ref", f"deel {place}"): member for place, member in enumerate(members, start=1)}
