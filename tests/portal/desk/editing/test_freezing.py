"""Rows of published reports are frozen, in the admin and in the ORM. Only a correction may change them."""

import pytest

from laws.models import BillSnapshot, PlanningStep
from measures.enums import ReportState, Status
from measures.models import Figure, Involvement, MeasureItem, MeasureSnapshot, Report, SectionItem, SourceNote
from measures.models.base import OfReport
from measures.publication.freezing import AtOnceError, FrozenError, correcting, loading
from motions.models import MotionSnapshot
from tests import factories
from tests.conftest import all_content_models


@pytest.fixture(autouse=True)
def _loading():
    """Override the fixture of tests/conftest.py that allows changes to published reports."""


MODELS = [MeasureSnapshot, MeasureItem, Involvement, Figure, BillSnapshot, PlanningStep, MotionSnapshot, SectionItem, SourceNote]


@pytest.mark.parametrize("model", [*MODELS, Report], ids=lambda model: model.__name__)
def test_a_published_row_is_neither_changed_nor_deleted(model):
    row = model.objects.first()
    for change in (row.save, row.delete, model.objects.filter(pk=row.pk).delete):
        with pytest.raises(FrozenError):
            change()
    with pytest.raises(FrozenError):
        model.objects.filter(pk=row.pk).update(location="x") if hasattr(row, "location") else model.objects.update(pk=row.pk)


def test_bulk_changes_are_refused_too():
    stands = list(MeasureSnapshot.objects.all()[:3])
    for stand in stands:
        stand.status = Status.UNKNOWN
    with pytest.raises(FrozenError):
        MeasureSnapshot.objects.bulk_update(stands, ["status"])


@pytest.mark.parametrize("model", [*MODELS, Report], ids=lambda model: model.__name__)
def test_rows_are_made_one_by_one(model):
    """bulk_create() is refused in every report, because it skips the checks of a row and the audit trail."""
    row = model.objects.first()
    with pytest.raises(AtOnceError):
        model.objects.bulk_create([row], update_conflicts=True, update_fields=["location"], unique_fields=["id"])


def test_a_correction_may(db):
    stand = MeasureSnapshot.objects.first()
    with correcting("De bron zegt iets anders."):
        stand.save()
    with pytest.raises(FrozenError):
        stand.save()


def test_a_correction_has_a_reason():
    with pytest.raises(ValueError, match="reden"), correcting(" "):
        pass


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize("state", [ReportState.PUBLISHED, ReportState.WITHDRAWN])
def test_nothing_is_added_or_moved_to_what_was_published(state):
    with loading():
        draft, frozen = factories.make_report(state=ReportState.DRAFT), factories.make_report(state=state)
        theirs = factories.make_stand(factories.make_measure(1), frozen)
    ours = factories.make_stand(factories.make_measure(2), draft)
    item = MeasureItem.objects.create(snapshot=ours, kind="stap", position=1, text="Stap", location="x")
    with pytest.raises(FrozenError):
        factories.make_stand(factories.make_measure(3), frozen)
    with pytest.raises(FrozenError):
        MeasureItem.objects.create(snapshot=theirs, kind="stap", position=1, text="Stap", location="x")
    item.snapshot, ours.report = theirs, frozen
    for moved in (item, ours):
        with pytest.raises(FrozenError):
            moved.save()
    with correcting("De bron noemt nog een stap."):
        item.save()


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize("state", [ReportState.PUBLISHED, ReportState.WITHDRAWN])
def test_a_draft_is_free_and_another_report_does_not_melt_with_it(state):
    draft, frozen = factories.make_report(state=ReportState.DRAFT), factories.make_report(state=state)
    measure = factories.make_measure(4)
    with loading():
        ours, theirs = (factories.make_stand(measure, report) for report in (draft, frozen))
    MeasureSnapshot.objects.filter(pk=ours.pk).update(status=Status.DONE)
    with pytest.raises(FrozenError):
        MeasureSnapshot.objects.update(status=Status.DONE)
    theirs.refresh_from_db()
    assert theirs.status == Status.UNDERWAY


def test_every_kind_of_row_of_a_report_is_frozen():
    """A new model with a foreign key to a report must inherit from `OfReport`."""
    free = {"Correction"}
    for model in all_content_models():
        refers = {field.related_model for field in model._meta.concrete_fields if field.is_relation}
        if Report in refers and model.__name__ not in free:
            assert issubclass(model, OfReport), model
