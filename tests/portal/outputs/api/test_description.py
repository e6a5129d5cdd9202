"""The OpenAPI document: it matches the code, and no change in it breaks an existing client."""

import json

import pytest
from django.core.management import CommandError, call_command

from portal.management.commands.describe_api import generated
from portal.outputs.api import documentation
from portal.outputs.api.breaking import breaking_changes
from portal.outputs.api.documentation import description

pytestmark = pytest.mark.once

LISTS = sorted(path for path in description()["paths"] if "{" not in path and path not in ("/", "/openapi.json"))
# Lists with required query parameters.
ASKED = {"/wijzigingen": "&van=vgr-2&naar=vgr-5"}
KEYS = {"nummer": "nummer", "slug": "slug", "id": "id"}


def test_it_follows_from_the_code():
    assert generated() == description(), "Draai: python manage.py describe_api"


def test_nothing_breaks_a_program_written_against_the_last_version():
    assert breaking_changes(description(), generated()) == []


def test_it_is_openapi():
    # Imported here and not above, because importing a validator takes more than a second.
    from openapi_spec_validator import validate

    validate(description())


def test_everything_is_described_in_words():
    silent = []
    for path, operations in description()["paths"].items():
        for operation in operations.values():
            silent += [path for words in ("summary", "description") if not operation.get(words)]
            silent += [f"{path} {each['name']}" for each in operation.get("parameters", []) if not each.get("description")]
    for name, schema in description()["components"]["schemas"].items():
        silent += [] if schema.get("description") else [name]
        silent += [f"{name}.{field}" for field, each in schema.get("properties", {}).items() if not _words(each)]
    assert silent == []


def _words(field):
    if "description" in field:
        return field["description"]
    named = field.get("$ref", "").rpartition("/")[2]
    return description()["components"]["schemas"].get(named, {}).get("description", "") or named


def test_nothing_is_read_only_and_everything_is_always_sent():
    """The whole API is for reading. Generated clients leave `readOnly` fields out, and make optional what is not `required`."""
    whole = json.dumps(description())
    assert "readOnly" not in whole
    for name, schema in description()["components"]["schemas"].items():
        assert sorted(schema.get("required", [])) == sorted(schema.get("properties", {})), name


@pytest.mark.parametrize("path", ["/bevindingen", "/bronnotities", "/correcties", "/moties", "/acties"])
def test_a_choice_that_does_not_exist_is_refused_in_the_same_words(client, path):
    refused = client.get(f"/api/v1{path}?rapportage=0").json()
    assert refused["invalidParams"] == [{"name": "rapportage", "reason": "Deze keuze bestaat niet."}]


def test_every_tag_is_declared_and_nothing_needs_a_login():
    found = description()
    assert found["security"] == []
    declared = {tag["name"]: tag["description"] for tag in found["tags"]}
    used = {tag for operations in found["paths"].values() for operation in operations.values() for tag in operation["tags"]}
    assert set(declared) == used
    assert all(declared.values())


def test_what_can_be_null_is_a_schema_by_name():
    field = description()["components"]["schemas"]["Actie"]["properties"]["verwacht"]
    assert field["allOf"] == [{"$ref": "#/components/schemas/Verwachting"}]
    assert description()["components"]["schemas"]["Verwachting"]["nullable"] is True


def validator_of(path, code="200"):
    """Return a validator for responses of a path. It resolves references within the OpenAPI document."""
    from openapi_schema_validator import OAS30Validator

    response = description()["paths"][path]["get"]["responses"][code]
    if "$ref" in response:
        response = description()["components"]["responses"][response["$ref"].rpartition("/")[2]]
    (schema,) = [each["schema"] for kind, each in response["content"].items() if kind != "text/html"]
    return OAS30Validator(schema | {"components": description()["components"]})


def walk(client, address):
    while address:
        answer = client.get(address)
        assert answer.status_code == 200, address
        yield answer.json()
        address = answer.json()["next"]


@pytest.mark.parametrize("path", LISTS)
def test_every_page_of_every_list_is_as_described(client, path):
    validator, count = validator_of(path), 0
    for page in walk(client, f"/api/v1{path}?pageSize=100{ASKED.get(path, '')}"):
        assert [error.message for error in validator.iter_errors(page)][:3] == []
        count += len(page["results"])
    assert count == page["count"]
    # The real content has no corrections and no sources that are no report.
    assert count > 0 or path in ("/correcties", "/bronnen")


SINGLE = [path for path in description()["paths"] if path.count("{") == 1 and path.endswith("}")]


@pytest.mark.parametrize("path", SINGLE)
def test_every_record_is_as_described(client, path):
    listed, _, key = path.partition("/{")
    key, validator = key.rstrip("}"), validator_of(path)
    for page in walk(client, f"/api/v1{listed}?pageSize=200"):
        # Of a long list, check about twelve records: the same code makes them all.
        for row in page["results"][:: max(1, len(page["results"]) // 12)]:
            answer = client.get(f"/api/v1{listed}/{row[key]}")
            assert answer.status_code == 200
            assert [error.message for error in validator.iter_errors(answer.json())][:3] == []


def test_the_stands_of_a_measure_are_as_described(client):
    (page,) = walk(client, "/api/v1/maatregelen/hoorrecht/standen?pageSize=100")
    assert [row["rapportage"] for row in page["results"]] == ["overzicht-2022", "vgr-2", "vgr-5"]
    assert not list(validator_of("/maatregelen/{slug}/standen").iter_errors(page))
    one = client.get("/api/v1/maatregelen/hoorrecht/standen/vgr-2").json()
    assert one == page["results"][1]
    assert not list(validator_of("/maatregelen/{slug}/standen/{rapportage}").iter_errors(one))


def test_what_changed_for_a_role_is_as_described_and_as_its_page_says(client):
    query = "vanRapportage=vgr-2&van=2023-04-01"
    (page,) = walk(client, f"/api/v1/rollen/schoolbestuur/wijzigingen?pageSize=200&{query}")
    assert not list(validator_of("/rollen/{slug}/wijzigingen").iter_errors(page))
    shown = client.get(f"/nu/schoolbestuur/veranderd/?{query.lower()}").context["found"]
    of_page = [(way.value, each.action.slug) for way, differing in shown for each in differing]
    assert [(row["soort"], row["actie"]) for row in page["results"]] == of_page
    assert all(row["van"] is None for row in page["results"] if row["soort"] == "nieuw")
    assert all(row["naar"] is None for row in page["results"] if row["soort"] == "weg")


@pytest.mark.parametrize(("address", "code"), [("/moties?status=onzin", "400"), ("/moties?page=99", "404")])
def test_problems_are_as_described(client, address, code):
    answer = client.get(f"/api/v1{address}")
    assert answer.status_code == int(code)
    assert not list(validator_of("/moties", code).iter_errors(answer.json()))


def test_the_validator_can_object():
    assert list(validator_of("/moties").iter_errors({"count": "veel"}))


def changed(**paths):
    """Return a copy of the OpenAPI document after the given functions have changed it."""
    found = json.loads(json.dumps(description()))
    for change in paths.values():
        change(found)
    return found


def narrower(found):
    found["paths"]["/maatregelen"]["get"]["parameters"].pop()


def obligatory(found):
    found["paths"]["/acties"]["get"]["parameters"][0]["required"] = True


def fewer_values(found):
    status = next(each for each in found["paths"]["/moties"]["get"]["parameters"] if each["name"] == "status")
    status["schema"]["enum"].remove("afgerond")


def without_field(found):
    schema = found["components"]["schemas"]["Motie"]
    del schema["properties"]["titel"]
    schema["required"].remove("titel")


def other_type(found):
    found["components"]["schemas"]["Doel"]["properties"]["nummer"]["type"] = "string"


def nullable(found):
    found["components"]["schemas"]["Motie"]["properties"]["titel"]["nullable"] = True


def nullable_elsewhere(found):
    found["components"]["schemas"]["StandVanMaatregel"]["nullable"] = True


def written_out(found):
    """Write the schema of a field in its place, which changes nothing for a client."""
    schemas = found["components"]["schemas"]
    field = schemas["Actie"]["properties"]["verwacht"]
    schemas["Actie"]["properties"]["verwacht"] = schemas["Verwachting"] | {"description": field["description"]}


def test_a_schema_in_its_place_is_the_same_as_its_name():
    assert breaking_changes(description(), changed(it=written_out)) == []
    assert breaking_changes(changed(it=written_out), description()) == []


def without_address(found):
    del found["paths"]["/rollen"]


def of(word, *names):
    """Return a change that makes the title of a bill consist of these schemas."""

    def change(found):
        members = [{"$ref": f"#/components/schemas/{name}"} for name in names]
        found["components"]["schemas"]["Wetsvoorstel"]["properties"]["titel"] = {word: members}

    return change


@pytest.mark.parametrize(
    ("word", "before", "after", "breaks"),
    [
        ("allOf", ["Motie", "Doel"], ["Motie"], True),
        ("allOf", ["Motie", "Doel"], [], True),
        ("allOf", ["Motie", "Doel"], ["Doel", "Motie"], False),
        ("allOf", ["Motie"], ["Motie", "Doel"], False),
        ("oneOf", ["Motie"], ["Motie", "Doel"], True),
        ("oneOf", ["Motie", "Doel"], ["Doel"], False),
        ("anyOf", ["Motie"], ["Doel"], True),
    ],
)
def test_the_schemas_that_a_field_consists_of(word, before, after, breaks):
    broken = breaking_changes(changed(it=of(word, *before)), changed(it=of(word, *after)))
    assert bool(broken) == breaks


@pytest.mark.parametrize(
    "change", [narrower, obligatory, fewer_values, without_field, other_type, nullable, nullable_elsewhere, without_address]
)
def test_a_broken_promise_is_seen_unless_the_major_version_moves(change):
    assert breaking_changes(description(), changed(it=change))
    new_major = changed(it=change, version=lambda found: found["info"].update(version="2.0.0"))
    assert breaking_changes(description(), new_major) == []


def test_more_of_everything_breaks_nothing():
    def more(found):
        found["paths"]["/nieuw"] = found["paths"]["/rollen"]
        found["paths"]["/rollen"]["get"]["parameters"].append({"in": "query", "name": "extra", "schema": {"type": "string"}})
        found["components"]["schemas"]["Rol"]["properties"]["extra"] = {"type": "string"}

    assert breaking_changes(description(), changed(it=more)) == []


def test_the_command_refuses_what_breaks(tmp_path, monkeypatch):
    """`describe_api` refuses to write when the stored OpenAPI document has a path that the code no longer has."""

    def more(found):
        found["paths"]["/oud"] = found["paths"]["/rollen"]

    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(changed(it=more)))
    monkeypatch.setattr("portal.management.commands.describe_api.DESCRIPTION", file)
    with pytest.raises(CommandError, match="GET /oud is weg"):
        call_command("describe_api")
    file.write_text(documentation.DESCRIPTION.read_text())
    call_command("describe_api")
    assert json.loads(file.read_text()) == description()


def test_served_with_the_address_and_contact_of_this_site(client, settings):
    settings.SITE_CONTACT = "portaal@example.nl"
    served = client.get("/api/v1/openapi.json").json()
    assert served["servers"][0]["url"] == "http://testserver/api/v1"
    assert served["info"]["contact"]["email"] == "portaal@example.nl"
    assert served["paths"] == description()["paths"]
