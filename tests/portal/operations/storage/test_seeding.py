"""Loading the fixtures: once, all or nothing, and with an error that names the file, the row and the mistake."""

import io

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from measures.models import Measure, Report
from portal.desk.accounts.invitations import invitation_for
from portal.operations.storage import seeding
from portal.operations.storage.seeding import SeedError, has_no_content, load_folder
from tests.conftest import all_content_models

PROGRAMME = """
measures:
  - {number: 4, slug: hoorrecht, title: Hoorrecht}
"""
REPORT = """
reports:
  - {slug: vgr-9, kind: voortgangsrapportage, number: 9, title: Negende, publication: april 2030, location: Voorblad}
measure_snapshots:
  - {measure: hoorrecht, report: vgr-9, code: "4", title_printed: Hoorrecht, status: afgerond, location: Tabel}
  - %s
"""
ROW = '{measure: hoorrecht, report: vgr-9, code: "4", title_printed: Hoorrecht, status: afgerond, location: Tabel}'


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "00-programma.yaml").write_text(PROGRAMME)
    return tmp_path


def counts():
    return {model.__name__: model._base_manager.count() for model in all_content_models()}


def test_loading_twice_changes_nothing():
    before = counts()
    out = io.StringIO()
    call_command("seed", stdout=out)
    assert "bevat al gegevens" in out.getvalue()
    assert counts() == before


def test_loading_never_touches_what_an_editor_changed():
    Measure.objects.filter(slug="hoorrecht").update(title="Aangepast")
    call_command("seed", stdout=io.StringIO())
    assert Measure.objects.get(slug="hoorrecht").title == "Aangepast"


def test_one_record_of_any_kind_makes_the_database_not_empty(empty):
    assert has_no_content()
    Measure.objects.create(slug="m", number=1, title="M")
    assert not has_no_content()


@pytest.mark.once
def test_says_what_it_loaded(empty, folder):
    out = io.StringIO()
    call_command("seed", folder=folder, stdout=out)
    assert f"{1:5} maatregelen" in out.getvalue()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (ROW.replace("afgerond", "bijna"), r"50-vgr.yaml, measure_snapshots rij 2 \(hoorrecht\): status: .*bijna"),
        (ROW.replace("hoorrecht", "bestaat-niet"), r"rij 2 \(bestaat-niet\), measure: „bestaat-niet” bestaat niet als maatregel"),
        (ROW, r"rij 2 \(hoorrecht\): Stand van een maatregel met deze Maatregel en Rapportage bestaat al"),
        (ROW.replace("location", "plek"), r"rij 2 \(hoorrecht\): het veld „plek” bestaat niet. Kies uit: .*location"),
        (ROW.replace(", location: Tabel", ""), r"rij 2 \(hoorrecht\): location: Dit veld"),
        (ROW.replace('"4"', '"M4"'), r"rij 2 \(hoorrecht\): code: Een code is een nummer"),
        ("losse tekst", r"rij 2: verwacht velden met waarden"),
        (
            ROW[:-1] + ", items: [{kind: stap, text: a, location: b}, {kind: stap, text: a, location: b, period: ooit}]}",
            r"rij 2 \(hoorrecht\), items rij 2: period: De periode „ooit” is niet te lezen",
        ),
    ],
)
def test_a_wrong_row_stops_with_file_row_and_field_and_leaves_nothing(empty, folder, row, message):
    # Replace the valid first row, so that the error is that of the wrong row and not of a duplicate.
    content = REPORT % row
    if row != ROW:
        content = content.replace(f"  - {ROW}\n", "", 1).replace(
            "measure_snapshots:\n", "measure_snapshots:\n  - " + OTHER + "\n"
        )
    (folder / "50-vgr.yaml").write_text(content)
    (folder / "00-programma.yaml").write_text(PROGRAMME + "  - {number: 5, slug: vijf, title: Vijf}\n")
    with pytest.raises(SeedError, match=message):
        load_folder(folder)
    assert has_no_content()


OTHER = ROW.replace("hoorrecht", "vijf")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("maatregelen: []", "de soort „maatregelen” bestaat niet. Kies uit: roles, "),
        ("- 1", "verwacht soorten met rijen"),
        ("a: [", "geen leesbare YAML"),
        ("reports: [{publication: 2026-02-30}]", "geen leesbare YAML"),
        ("roles: [&rol {slug: a}, *rol]", r"een verwijzing \(\*\) naar andere rijen kan hier niet"),
    ],
)
def test_a_wrong_file_stops_with_its_name(empty, folder, content, message):
    (folder / "10-fout.yaml").write_text(content)
    with pytest.raises(SeedError, match=f"10-fout.yaml: .*{message}"):
        load_folder(folder)
    assert has_no_content()


@pytest.mark.once
def test_a_file_that_cannot_be_read_stops_with_its_name(empty, folder, monkeypatch):
    (folder / "10-map.yaml").mkdir()
    with pytest.raises(SeedError, match=r"10-map.yaml: dit bestand kan niet worden gelezen: Is a directory\."):
        load_folder(folder)
    monkeypatch.setattr(seeding, "LARGEST_FILE", 10)
    with pytest.raises(SeedError, match=r"00-programma.yaml: dit bestand is groter"):
        load_folder(folder)
    assert has_no_content()


def test_the_command_says_that_nothing_was_saved(empty, folder):
    (folder / "10-fout.yaml").write_text("x: []")
    with pytest.raises(CommandError, match=r"10-fout.yaml(.|\n)*Er is niets opgeslagen"):
        call_command("seed", folder=folder, stdout=io.StringIO())


def test_a_folder_without_fixtures_is_an_error(empty, tmp_path):
    with pytest.raises(SeedError, match="geen fixtures"):
        load_folder(tmp_path)


def test_a_seeded_report_is_a_draft_unless_its_row_says_otherwise(empty, folder):
    (folder / "50-vgr.yaml").write_text(REPORT.split("measure_snapshots")[0])
    load_folder(folder)
    assert Report.objects.get().state == "concept"


def test_the_first_account_gets_a_link_once_and_no_password():
    first, second = io.StringIO(), io.StringIO()
    call_command("first_account", adres="http://localhost:8123", stdout=first)
    call_command("first_account", stdout=second)
    user = get_user_model().objects.get()
    link = first.getvalue().split("http://localhost:8123")[1].split()[0]
    assert invitation_for(link).account == user
    assert not user.has_usable_password()
    assert "uitnodiging" not in second.getvalue()
    assert "al een account" in second.getvalue()
