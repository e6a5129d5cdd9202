"""The data package: valid by the standard, complete, exact, and with the same bytes for the same content."""

import csv
import datetime as dt
import hashlib
import io
import json
from zipfile import ZipFile

import frictionless
import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from laws.enums import Effect, Phase
from laws.models import Bill, Contribution, EntryIntoForce, Requirement
from measures.enums import ReportState
from measures.models import Correction, Finding, Report, Sector
from portal.outputs.opendata.table import DataTable, to
from portal.outputs.opendata.tables import TABLES, in_order
from tests import factories

pytestmark = pytest.mark.once


# What the portal gives of the real content, by the name of the address.
_real: dict[str, bytes] = {}


def real(client, name):
    """Return the file with the real content. Only for a test that changes none."""
    if name not in _real:
        _real[name] = client.get(reverse(name)).content
    return _real[name]


def unpack(content, folder):
    with ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    return folder / "datapackage.json"


def rows_of(client, name):
    content = client.get(reverse("open-data-table", args=[name])).content.decode()
    return list(csv.DictReader(io.StringIO(content, newline="")))


def errors_of(path):
    report = frictionless.validate(str(path))
    assert len(report.tasks) == len(TABLES)
    return report.flatten(["name", "rowNumber", "fieldName", "type", "note"])


@pytest.mark.story
def test_the_real_content_is_a_valid_package(client, tmp_path):
    assert errors_of(unpack(real(client, "open-data-package"), tmp_path)) == []


def test_a_record_of_every_kind_is_a_valid_package(client, empty, tmp_path):
    report, other = factories.make_report("vgr-2", publication="2023"), factories.make_report("vgr-5", publication="2026")
    first = factories.make_everything(report, "Eerste", main_number=1)
    second = factories.make_everything(other, "Tweede", main_number=2)
    submeasure = factories.make_measure(parent=first["measure"])
    factories.make_stand(submeasure, other, code="1a", summary='Regel 1\r\nregel 2, met komma en "aanhaling"')
    first["bill"].successor = second["bill"]
    first["bill"].save()
    factories.make_bill_stand(first["bill"], other, planning=[(Phase.HOUSE, "2027"), (Phase.HOUSE, "2028", "deel")])
    second["action"].sectors.add(Sector.objects.create(slug="po", name="Primair onderwijs"))
    assert errors_of(unpack(client.get(reverse("open-data-package")).content, tmp_path)) == []
    assert [name for name in TABLES if not rows_of(client, name)] == []


@pytest.mark.story
def test_nothing_published_is_a_valid_package_as_well(client, empty, tmp_path):
    assert errors_of(unpack(client.get(reverse("open-data-package")).content, tmp_path)) == []
    assert client.get(reverse("open-data")).status_code == 200
    assert client.get(reverse("open-data-dcat")).status_code == 200


def test_the_tables_load_one_after_another(client):
    """A table refers to itself or to tables before it, so a database with foreign keys takes them in this order."""
    before = set()
    for resource in json.loads(real(client, "open-data-descriptor"))["resources"]:
        named = {key["reference"].get("resource", resource["name"]) for key in resource["schema"].get("foreignKeys", [])}
        before.add(resource["name"])
        assert named <= before, resource["name"]


def test_a_column_in_which_empty_is_a_value_is_not_required(client):
    """Libraries of Data Package 1 take "" for no value there, and would refuse the row."""
    found = json.loads(real(client, "open-data-descriptor"))["resources"]
    fields = [field for resource in found for field in resource["schema"]["fields"] if field.get("missingValues") == []]
    assert fields
    assert not [field for field in fields if field.get("constraints", {}).get("required")]


def test_tables_that_refer_round_are_refused():
    one, two = (
        DataTable(name, name, name, list, ["id"], [], [to(other, id="id")]) for name, other in (("een", "twee"), ("twee", "een"))
    )
    with pytest.raises(ValueError, match="een, twee"):
        in_order([one, two])


@pytest.mark.story
def test_the_check_sees_a_reference_to_nothing(client, tmp_path):
    """`errors_of()` finds a broken reference in each of these tables, so the tests above would fail on one."""
    package = unpack(real(client, "open-data-package"), tmp_path)
    broken = {"standen": "maatregel", "planning": "wetsvoorstel", "acties-rollen": "rol", "cijfers": "bevinding"}
    for table, column in broken.items():
        with (tmp_path / f"{table}.csv").open(newline="") as file:
            rows = list(csv.DictReader(file))
        rows[0][column] = "99999"
        with (tmp_path / f"{table}.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
    found = {(task.name, error.type) for task in frictionless.validate(str(package)).tasks for error in task.errors}
    assert found >= {(table, kind) for table in broken for kind in ("foreign-key", "hash-count")}


def test_the_package_says_what_it_is(client):
    described = json.loads(real(client, "open-data-descriptor"))
    assert described["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert described["name"] == "voortgang-passend-onderwijs"
    assert described["id"] == "http://testserver/open-data/"
    assert described["licenses"][0]["name"] == "CC0-1.0"
    assert described["created"] == f"{max(Report.objects.values_list('published_at', flat=True)):%Y-%m-%dT%H:%M:%SZ}"
    assert described["version"].startswith("1.2.0+2026")
    assert [source["title"] for source in described["sources"]] == [report.title for report in Report.objects.oldest_first()]
    assert described["contributors"] == [
        {
            "title": "ministerie van Onderwijs, Cultuur en Wetenschap",
            "path": "https://identifier.overheid.nl/tooi/id/ministerie/mnre1109",
            "roles": ["publisher"],
        }
    ]
    fields = next(resource["schema"]["fields"] for resource in described["resources"] if resource["name"] == "standen")
    status = next(field for field in fields if field["name"] == "status")
    assert status["constraints"] == {
        "required": True, "enum": ["nog-niet-gestart", "in-opstartfase", "in-uitvoering", "afgerond", "onbekend"],
    }  # fmt: skip


def test_every_column_and_reference_is_described(client):
    described = json.loads(real(client, "open-data-descriptor"))
    resources = {resource["name"]: resource for resource in described["resources"]}
    assert list(resources) == list(TABLES)
    for name, resource in resources.items():
        fields = [field["name"] for field in resource["schema"]["fields"]]
        assert len(set(fields)) == len(fields), name
        assert all(field["title"] and field["description"].endswith(".") for field in resource["schema"]["fields"]), name
        assert set(resource["schema"]["primaryKey"]) <= set(fields), name
        for key in resource["schema"].get("foreignKeys", []):
            there = resources[key["reference"].get("resource", name)]
            assert set(key["fields"]) <= set(fields), name
            assert set(key["reference"]["fields"]) <= {field["name"] for field in there["schema"]["fields"]}, name
        # Every column that refers to another table is declared as a foreign key.
        leads = {column for key in resource["schema"].get("foreignKeys", []) for column in key["fields"]}
        known = {"rapportage", "maatregel", "wetsvoorstel", "motie", "actie", "doel", "speerpunt", "rol", "sector", "bronnotitie"}
        assert known & set(fields) <= leads, name


def test_the_files_are_those_of_the_zip_and_of_their_description(client):
    described = json.loads(real(client, "open-data-descriptor"))
    with ZipFile(io.BytesIO(real(client, "open-data-package"))) as archive:
        assert archive.namelist() == ["datapackage.json", *[f"{name}.csv" for name in TABLES]]
        assert json.loads(archive.read("datapackage.json")) == described
        for resource in described["resources"]:
            content = client.get(f"/open-data/{resource['path']}").content
            assert archive.read(resource["path"]) == content
            assert resource["bytes"] == len(content)
            assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


def test_the_same_content_gives_the_same_bytes(client, monkeypatch):
    before = {name: real(client, name) for name in ("open-data-package", "open-data-descriptor", "open-data-dcat")}
    later = timezone.now() + dt.timedelta(days=400)
    monkeypatch.setattr(timezone, "now", lambda: later)
    for name, content in before.items():
        assert client.get(reverse(name)).content == content


def test_the_moments_in_the_zip_are_that_of_the_content(client, empty):
    factories.make_report(published_at=dt.datetime(2026, 4, 15, 10, 30, 8, tzinfo=dt.UTC))
    with ZipFile(io.BytesIO(client.get(reverse("open-data-package")).content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 4, 15, 10, 30, 8)}


def test_a_correction_and_a_withdrawal_are_a_new_moment(client, empty):
    def created():
        return json.loads(client.get(reverse("open-data-descriptor")).content)["created"]

    report = factories.make_report(published_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assert created() == "2026-01-01T00:00:00Z"
    correction = Correction.objects.create(
        report=report, subject_type="maatregel", subject_key="x", subject_title="x", field="status", old_value="a", new_value="b",
        reason="x", editor_function="redacteur",
    )  # fmt: skip
    assert created() == f"{correction.made_at:%Y-%m-%dT%H:%M:%SZ}"
    withdrawn = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)
    factories.make_report(state=ReportState.WITHDRAWN, withdrawn_at=withdrawn)
    assert created() == "2100-01-01T00:00:00Z"


def test_values_are_exact(client, empty):
    """The CSV has no apostrophe before a text that looks like a formula: a program needs the exact text of the source."""
    report = factories.make_report("vgr-5", published_at=dt.datetime(2026, 4, 15, 10, 30, tzinfo=dt.UTC))
    measure = factories.make_measure(4, slug="hoorrecht", title="=Hoorrecht")
    factories.make_stand(measure, report, title_printed="-Hoorrecht; „recht”,\nnu", summary="")
    assert rows_of(client, "maatregelen")[0]["titel"] == "=Hoorrecht"
    assert rows_of(client, "standen")[0] == {
        "maatregel": "hoorrecht", "rapportage": "vgr-5", "peildatum": "2026-02-01", "code": "4",
        "titelInBron": "-Hoorrecht; „recht”,\nnu", "status": "in-uitvoering", "statusInBron": "", "inleiding": "",
        "samenvatting": "",
        "vindplaats": factories.PLACE, "url": "http://testserver/maatregelen/hoorrecht/vgr-5/",
    }  # fmt: skip
    assert rows_of(client, "rapportages")[0]["gepubliceerdOp"] == "2026-04-15T10:30:00Z"
    assert rows_of(client, "rapportages")[0]["publicatiePrecisie"] == "maand"


def test_a_period_has_its_words_and_its_days(client):
    row = next(row for row in rows_of(client, "planning") if row["tekst"] == "Q2 2023")
    assert [row[name] for name in ("vroegst", "laatst", "precisie")] == ["2023-04-01", "2023-06-30", "kwartaal"]


def test_what_only_a_draft_knows_is_not_referred_to(client, empty, tmp_path):
    shown, draft = factories.make_report("vgr-5"), factories.make_report("vgr-6", state=ReportState.DRAFT)
    records = factories.make_everything(shown, "Zichtbaar", main_number=1)
    hidden = factories.make_everything(draft, "Verborgen", main_number=2)
    # In the published report, refer to records that no published report mentions.
    stand = records["bill"].snapshots.get()
    Contribution.objects.create(snapshot=stand, position=2, printed="Zoals gedrukt", measure=hidden["measure"], location="x")
    Finding.objects.create(report=shown, position=7001, measure=hidden["measure"], text="Gevonden", location="x")
    Finding.objects.create(report=shown, position=7002, goal=hidden["goal"], text="Gevonden", location="x")
    EntryIntoForce.objects.create(bill=hidden["bill"], report=shown, date="2025-01-01", location="x")
    for effect, bill, action in [(Effect.ENDS, "hidden", "shown"), (Effect.ENDS, "shown", "hidden")]:
        known = {"hidden": hidden, "shown": records}
        Requirement.objects.create(
            bill=known[bill]["bill"], action=known[action]["action"], effect=effect, report=shown, location="x"
        )
    records["action"].measures.add(hidden["measure"])
    records["priority"].measures.add(hidden["measure"])
    hidden["bill"].priorities.add(records["priority"])
    Bill.objects.filter(pk=records["bill"].pk).update(successor=hidden["bill"])
    assert errors_of(unpack(client.get(reverse("open-data-package")).content, tmp_path)) == []
    for name in TABLES:
        assert "verborgen" not in client.get(reverse("open-data-table", args=[name])).content.decode().lower(), name
    # The published words stay, without a reference.
    assert [(row["inBron"], row["maatregel"]) for row in rows_of(client, "bijdragen")][1] == ("Zoals gedrukt", "")
    assert [(row["doel"], row["maatregel"]) for row in rows_of(client, "bevindingen") if row["tekst"] == "Gevonden"] == [
        ("", "")
    ] * 2


def test_no_key_of_the_database_is_in_the_package():
    for table in TABLES.values():
        sources = [field.source for field in table.fields if isinstance(field.source, str)]
        assert not [source for source in sources if source.split(".")[-1] in ("pk", "id")], table.name


def test_every_kind_of_record_has_its_table():
    """A new model needs a table. Stakeholders and parties are columns in other tables, and the version is no content.

    What is still open is computed, so its table has no model.
    """
    told = {table.records().model for table in TABLES.values() if table.name != "openstaand"}
    kinds = {model for app in ("measures", "laws", "motions") for model in apps.get_app_config(app).get_models(True)}
    assert {model.__name__ for model in kinds - told} == {"Stakeholder", "Party", "PublicVersion"}


def test_an_unknown_table_is_not_found(client):
    assert client.get("/open-data/gebruikers.csv").status_code == 404
