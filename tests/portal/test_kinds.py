"""The kinds of record are defined in `KINDS` of `measures/kinds.py`. These tests name every other place that must know them."""

import dataclasses

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from measures.kinds import KINDS, MEASURE, MOTION, Kind, kind_called, kind_of
from measures.models import Goal, Priority, PrioritySnapshot
from measures.models.base import Snapshot
from measures.models.note import ABOUT_REPORT, SUBJECTS
from motions.models import Motion
from portal.changes import COMPARED
from portal.changes.reading import Stands
from portal.core.reports import reports_with_counts
from portal.desk.models import Task
from portal.desk.pages.forms import FORMS
from portal.desk.workbook.sheets import SHEETS
from portal.operations.storage.seeding import FIXTURE_MODELS
from portal.outputs.api import urls as _resources  # noqa: F401  # loads every resource
from portal.outputs.api.resource import Resource
from portal.outputs.exports.lists import LISTS
from portal.outputs.opendata.tables import TABLES
from portal.search.models import SearchDocument
from portal.site.context_processors import MENU

pytestmark = pytest.mark.once


def has_page(kind):
    try:
        return bool(reverse(kind.field, args=["1"]))
    except NoReverseMatch:
        return False


def resources():
    return {resource.filterset_class._meta.model for resource in Resource.__subclasses__()}


# For each place, a function that returns whether the place knows a kind. It inspects the place itself, never the table `KINDS`.
PLACES = {
    "Task in portal/desk/models.py": lambda kind: kind.field in {field.name for field in Task._meta.fields},
    "FORMS in portal/desk/pages/forms.py": lambda kind: kind.field in fields_of_forms(),
    "Kind in portal/search/models.py": lambda kind: kind.word in SearchDocument.Kind.values,
    "MENU in portal/site/context_processors.py": lambda kind: f"{kind.field}s" in dict(MENU),
    "LISTS in portal/outputs/exports/lists.py": lambda kind: kind.plural in LISTS,
    "TABLES in portal/outputs/opendata/tables/": lambda kind: kind.plural in TABLES,
    "resources of portal/outputs/api/": lambda kind: kind.label in {model._meta.label for model in resources()},
    "FIXTURE_MODELS in portal/operations/storage/seeding.py": lambda kind: kind.label in labels(FIXTURE_MODELS.values()),
    "the admin of its app": lambda kind: kind.label in labels(admin.site._registry),
    "the page of one record": has_page,
}
PLACES_OF_COMPARED = {
    "Stands in portal/changes/reading.py": lambda kind: f"{kind.field}s" in {f.name for f in dataclasses.fields(Stands)},
    "SHEETS in portal/desk/workbook/sheets/": lambda kind: kind.field in {sheet.record for sheet in SHEETS},
    "reports_with_counts in portal/core/reports.py": lambda kind: f"{kind.field}_count" in counts_of_reports(),
}


def counts_of_reports():
    return set(reports_with_counts().query.annotations)


def labels(models):
    return {model._meta.label for model in models}


def fields_of_forms():
    """Return the name of the foreign key to the record, for every snapshot model that has a form."""
    # A priority has snapshots only, so it is no kind: its form is among the other rows of a report.
    snapshots = [model for model in FORMS if issubclass(model, Snapshot) and model is not PrioritySnapshot]
    return {field.name for model in snapshots for field in model._meta.fields if field.is_relation} - {"report"}


def places_without(kind):
    """Return the name of every place that does not know a kind."""
    places = PLACES | (PLACES_OF_COMPARED if kind.is_compared else {})
    return [name for name, knows in places.items() if not knows(kind)]


def kinds_outside(table):
    """Return the foreign key of every kind that is not in `table` but has a form, with the places that know the kind."""
    found = {}
    for field in fields_of_forms():
        if field not in {kind.field for kind in table}:
            # `table` has no kind with this foreign key. Take the kind from KINDS, to find the other places that know it.
            known = next(kind for kind in KINDS if kind.field == field)
            found[field] = [name for name, knows in (PLACES | PLACES_OF_COMPARED).items() if knows(known)]
    return found


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_every_place_knows_every_kind(kind):
    assert places_without(kind) == []


def test_a_new_kind_is_missed_by_name():
    priority = Kind("voorrang", "voorrangen", "precedence", "measures.Precedence")
    assert places_without(priority) == [*PLACES, *PLACES_OF_COMPARED]


def test_no_place_knows_a_kind_that_the_table_does_not_have():
    assert kinds_outside(KINDS) == {}


@pytest.mark.parametrize("removed", KINDS, ids=str)
def test_a_kind_that_is_removed_is_named_with_every_place_that_still_has_it(removed):
    table = [kind for kind in KINDS if kind != removed]
    expected = [*PLACES, *(PLACES_OF_COMPARED if removed.is_compared else ())]
    assert kinds_outside(table) == {removed.field: expected}


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_kind_describes_its_models(kind):
    assert kind.snapshot._meta.get_field(kind.field).related_model is kind.model
    assert issubclass(kind.snapshot, Snapshot)
    names = str(kind.model._meta.verbose_name), str(kind.model._meta.verbose_name_plural)
    assert names == (kind.word, kind.plural)


def test_a_kind_is_found_by_its_word_and_by_a_record():
    assert kind_called("maatregel") == MEASURE
    assert kind_called("speerpunt") is None
    motion = Motion(number="31497-305", title="x")
    assert (kind_of(motion), MOTION.key_of(motion)) == (MOTION, "31497-305")
    assert kind_of(Goal(number=3)).key_of(Goal(number=3)) == "3"
    with pytest.raises(ValueError, match="Priority"):
        kind_of(Priority(number=1))


def test_what_follows_from_the_table():
    assert [kind.word for kind in COMPARED] == ["maatregel", "wetsvoorstel", "motie"]
    assert [word for word, _ in SUBJECTS] == ["maatregel", "wetsvoorstel", "motie", "doel", ABOUT_REPORT]
