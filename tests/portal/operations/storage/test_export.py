"""Content that is exported as fixtures and loaded again is the same content."""

import io
import re
from functools import cache
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from laws.models import Bill
from measures.enums import ReportState
from measures.models import Correction, Finding, Measure, MeasureItem, Report, SourceNote
from measures.models.fields import printable
from portal.desk.records.discarding import discard
from portal.operations.storage.exporting import _to_yaml, export_content
from portal.operations.storage.seeding import FIXTURE_MODELS, load_folder
from tests import factories
from tests.conftest import FIXTURES, all_content_models, delete_all_content

# Not in the fixtures, only in a backup: the log of corrections, and the timestamps of rows.
LEFT_OUT = {Correction}
MOMENTS = {"created_at", "updated_at"}
MODELS = [model for model in all_content_models() if not model._meta.auto_created and model not in LEFT_OUT]
TEXTS = ["2030", " ja", "null", "- a: b", "„Zo”: 'x' \"y\"", "een\nen  twee\n", "\u2028 😀\x85", "#", "00012", "2026-01-01"]


# Those of the fixtures, with all sources that are no report in one file, and the laws behind actions beside the actions.
NAMES = [*sorted(file.name for file in FIXTURES.glob("[0-5]*.yaml")), "60-bronnen.yaml", "70-acties.yaml"]


def told():
    """Return all content with natural keys instead of ids: every model, row, field and link, in order."""
    content = {}
    for model in MODELS:
        many = [field.name for field in model._meta.many_to_many]
        rows = model._base_manager.order_by(*model._meta.ordering, "pk").prefetch_related(*many)
        written = [_row(model, row) for row in rows]
        # Each report has a file of its own. The order of rows matters within a report only, or within a paper about a motion.
        content[model.__name__] = sorted(written, key=lambda row: str(row.get("report") or row.get("paper")))
    return content


def _row(model, row):
    fields = {
        field.name: _key_to(row, field) if field.is_relation else getattr(row, field.name)
        for field in model._meta.fields
        if not field.primary_key and field.name not in MOMENTS
    }
    return fields | {
        field.name: {_key_of(type(target), target.pk) for target in getattr(row, field.name).all()}
        for field in model._meta.many_to_many
    }


def _key_to(row, field):
    """Return the natural key of the row that a foreign key refers to. `_key_of` caches it."""
    target = getattr(row, field.attname)
    return None if target is None else _key_of(field.related_model, target, by=field.target_field.name)


@cache
def _key_of(model, value, by="pk"):
    row = model._base_manager.get(**{by: value})
    if model.__name__ == "ReportSection":
        return f"{row.report.slug}#{row.slug}"
    if model.__name__ == "Finding":
        return f"{row.report.slug}#{row.position}"
    if hasattr(model, "natural_key_field"):
        return getattr(row, model.natural_key_field)
    return " ".join(str(_key_to(row, field)) for field in model._meta.fields if field.is_relation)


@pytest.fixture(autouse=True)
def _forget():
    _key_of.cache_clear()


def export(folder):
    return dict(export_content(folder))


def load_again(folder):
    delete_all_content()
    _key_of.cache_clear()
    load_folder(folder)
    return told()


def test_every_kind_of_row_is_compared():
    assert set(FIXTURE_MODELS.values()) < set(MODELS)
    assert all(told().values()), "Van iedere soort staat er een in de fixtures."


@pytest.mark.story
def test_load_export_load_is_the_identity(tmp_path):
    before = told()
    export(tmp_path / "inhoud")
    assert load_again(tmp_path / "inhoud") == before
    # A second export writes the same files.
    export(tmp_path / "weer")
    assert _texts(tmp_path / "weer") == _texts(tmp_path / "inhoud")


def _texts(folder):
    return {file.name: file.read_text() for file in folder.iterdir()}


def test_what_editors_made_comes_back_too(empty, tmp_path):
    make_what_editors_make()
    before = told()
    export(tmp_path / "inhoud")
    assert load_again(tmp_path / "inhoud") == before
    assert {report.state for report in Report.objects.all()} == set(ReportState)
    assert Report.objects.discarded().get().discard_reason == "Dubbel begonnen."
    assert Bill.objects.get(slug="oud").successor.slug == "nieuw"
    assert list(MeasureItem.objects.filter(snapshot__measure__slug="eerste").values_list("position", "text")) == [
        (position, printable(text)) for position, text in enumerate(TEXTS, start=1) if position not in (1, 4)
    ]
    assert set(Finding.objects.filter(report__slug="concept").values_list("position", flat=True)) > {3}


def make_what_editors_make():
    """Create drafts, also thrown away, withdrawn reports, gaps after deleted rows, and texts that YAML could misread."""
    published = factories.make_report("openbaar", publication="2024")
    withdrawn = factories.make_report("ingetrokken", state=ReportState.WITHDRAWN, publication="2023")
    draft = factories.make_report("concept", state=ReportState.DRAFT, publication="2025")
    discard(factories.make_report("weg", state=ReportState.DRAFT, publication="2026"), "Dubbel begonnen.")
    for number, report in enumerate((published, withdrawn, draft), start=1):
        factories.make_everything(report, report.slug.capitalize(), main_number=number)
    measure = factories.make_measure(9, slug="eerste")
    factories.make_measure(None, parent=measure, slug="deel")
    stand = factories.make_stand(measure, draft, title_printed="2030")
    for position, text in enumerate(TEXTS, start=1):
        MeasureItem.objects.create(
            snapshot=stand, position=position, kind="stap", text=text, location="x", period="zomer van 2026"
        )
    MeasureItem.objects.filter(snapshot=stand, position__in=(1, 4)).delete()
    Finding.objects.create(report=draft, position=3, measure=measure, text="bevinding", location="x")
    old = factories.make_bill("oud")
    old.successor = factories.make_bill("nieuw")
    old.save()
    note = SourceNote.objects.create(report=draft, slug="notitie", title="x", text="x", location="x")
    note.bills.add(old)


# Without control characters, surrogates and zero bytes: no form and no database accepts those.
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t\x85"), max_size=300)


@pytest.mark.once
@given(WORDS)
def test_every_text_is_read_as_it_was(words):
    assert yaml.safe_load(_to_yaml({"a": [{"b": words}]})) == {"a": [{"b": words}]}


def run(folder, **options):
    out = io.StringIO()
    call_command("export_content", folder, stdout=out, **options)
    return out.getvalue()


@pytest.mark.once
def test_says_a_line_a_file(empty, tmp_path):
    make_what_editors_make()
    told = run(tmp_path / "inhoud")
    for file in (tmp_path / "inhoud").iterdir():
        assert f" {file.name}\n" in told
    assert run(tmp_path / "stil", verbosity=0) == ""


@pytest.mark.once
def test_an_empty_folder_gets_the_files_of_the_fixtures_in_their_order(tmp_path):
    assert re.findall(r"\S+\.yaml", run(tmp_path)) == NAMES
    assert sorted(_texts(tmp_path)) == sorted(NAMES)


@pytest.mark.once
def test_never_over_what_is_there(tmp_path):
    (tmp_path / "brief.txt").write_text("x")
    with pytest.raises(CommandError, match=r"bestaat al en is niet leeg(.|\n)*Er is niets geschreven"):
        run(tmp_path)
    with pytest.raises(CommandError, match="bestaat al"):
        run(tmp_path / "brief.txt")
    assert _texts(tmp_path) == {"brief.txt": "x"}


@pytest.mark.once
def test_a_folder_that_cannot_be_made_is_an_error(tmp_path):
    with pytest.raises(CommandError, match=r"De map .*/geen bestaat niet"):
        run(tmp_path / "geen" / "inhoud")
    # Not even root can write in /proc.
    with pytest.raises(CommandError, match="kan niet worden geschreven"):
        run(Path("/proc/inhoud"))


@pytest.mark.once
def test_nothing_is_left_when_it_stops_halfway(empty, tmp_path):
    factories.make_everything(factories.make_report(), "Iets", main_number=1)
    files = export_content(tmp_path / "inhoud")
    next(files)
    files.close()
    assert not list(tmp_path.iterdir())


@pytest.mark.once
def test_a_database_without_content_is_an_error(empty, tmp_path):
    with pytest.raises(CommandError, match="geen inhoud"):
        run(tmp_path / "inhoud")
    assert not Measure.objects.exists()
    assert not list(tmp_path.iterdir())
