"""What changes the version of what is public: a change of something public, and nothing else."""

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import transaction

from measures.enums import ActionKind, ReportState
from measures.models import (
    Action,
    Correction,
    GoalSnapshot,
    Measure,
    MeasureSnapshot,
    Priority,
    PublicVersion,
    Report,
    Role,
    Sector,
    SourceNote,
    Stakeholder,
)
from measures.models.base import Counted, OfReport
from measures.publication.counting import changes_counted, counting_once
from measures.publication.freezing import FrozenError, PublicError, correcting, loading
from measures.publication.links import Links
from portal.core.trail import CONTENT_APPS, tell_as_a_whole
from portal.desk.models import Task
from portal.search.index import rebuild
from tests import factories


@pytest.fixture(autouse=True)
def _loading():
    """Override the fixture of tests/conftest.py that allows new rows in published reports."""


@pytest.fixture
def draft():
    report = factories.make_report("vgr-6", state=ReportState.DRAFT, number=6)
    factories.make_stand(Measure.objects.get(number=4), report)
    return report


@pytest.fixture
def counted():
    """Return a function that does something and returns whether it was counted."""

    def is_counted(act):
        before = changes_counted()
        act()
        return changes_counted() > before

    return is_counted


def corrected(row, **values):
    with correcting("De bron zegt iets anders."):
        vars(row).update(values)
        row.save()


PUBLIC = {
    "the title of a measure": lambda: Measure.objects.first().save(),
    "all titles at once": lambda: Measure.objects.update(title="Titel"),
    "a role": lambda: Role.objects.first().save(),
    "a sector": lambda: Sector.objects.first().save(),
    "a group of people": lambda: Stakeholder.objects.first().save(),
    "the measures of an action": lambda: Action.objects.first().measures.add(Measure.objects.get(number=25)),
    "the roles of an action, emptied": lambda: Action.objects.first().roles.clear(),
    "a role that becomes public by a link": lambda: Action.objects.first().roles.add(
        Role.objects.create(slug="conrector", name="Conrector", plural="conrectoren")
    ),
    "the measures of a priority": lambda: Priority.objects.first().measures.set([]),
    "a correction": lambda: corrected(MeasureSnapshot.objects.first(), summary="Anders."),
    "a line in the log of corrections": lambda: Correction.objects.create(
        report=Report.objects.published().first(), subject_type="rapportage", subject_key="x", subject_title="x", field="x",
        old_value="a", new_value="b", reason="Verkeerd gelezen.", editor_function="redacteur",
    ),
    "a withdrawal": lambda: corrected(
        report := Report.objects.get(slug="vgr-2"), state=ReportState.WITHDRAWN, withdrawn_at=report.published_at,
        withdrawal_reason="Fout document.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("act", PUBLIC.values(), ids=PUBLIC)
def test_a_change_of_something_public_is_counted(act, counted):
    with correcting("De bron zegt iets anders."):
        assert counted(act)


# These have a reason of their own.
REASONED = {"a correction", "a line in the log of corrections", "a withdrawal"}


@pytest.mark.parametrize(
    "act", [PUBLIC[name] for name in PUBLIC if name not in REASONED], ids=[name for name in PUBLIC if name not in REASONED]
)
def test_nothing_public_changes_without_a_reason(act, counted):
    def refused():
        with pytest.raises(PublicError), transaction.atomic():
            act()

    assert not counted(refused)


def test_publishing_is_counted(draft, counted):
    draft.state, draft.published_at = ReportState.PUBLISHED, Report.objects.published().first().published_at
    assert counted(draft.save)


def test_work_on_a_draft_is_not_counted(draft, counted):
    def work():
        draft.title = "Zesde voortgangsrapportage"
        draft.save()
        stand = draft.measuresnapshots.get()
        stand.summary = "Een andere samenvatting."
        stand.save()
        stand.items.create(kind="stap", position=1, text="Een stap.", location="Hoofdstuk 1")
        Task.objects.create(report=draft, measure=stand.measure)
        note = SourceNote.objects.create(slug="nieuw", report=draft, title="Nieuw", text="Tekst.", location="Hoofdstuk 1")
        note.measures.add(stand.measure)
        GoalSnapshot.objects.create(goal_id=1, report=draft, title_printed="x", location="x").measures.set([stand.measure])
        stand.delete()

    assert not counted(work)


def test_what_no_published_report_mentions_is_not_counted(counted):
    def work():
        measure = factories.make_measure(parent=Measure.objects.get(number=4))
        measure.title = "Anders"
        measure.save()
        role = Role.objects.create(slug="conrector", name="Conrector", plural="conrectoren")
        action = Action.objects.create(slug="nieuw", text="Doe iets nieuws.", kind=ActionKind.OPTION)
        action.roles.add(role)
        action.measures.add(Measure.objects.get(number=4))
        action.delete()
        role.delete()

    assert not counted(work)


def test_a_login_a_line_in_the_trail_and_the_same_search_index_are_not_counted(counted, client):
    rebuild()

    def work():
        client.force_login(User.objects.create_user("piet"))
        tell_as_a_whole("Er gebeurde iets.")
        rebuild()

    assert not counted(work)


def test_a_refused_change_is_not_counted(counted):
    def refused():
        with pytest.raises(FrozenError):
            MeasureSnapshot.objects.first().save()

    assert not counted(refused)


def test_every_model_of_content_is_frozen_or_counted_and_every_link_too():
    """A new model must inherit from `OfReport` or `Counted`, and a new many-to-many field must be a `Links`."""
    models = [model for app in CONTENT_APPS for model in apps.get_app_config(app).get_models()]
    assert [model for model in models if not issubclass(model, OfReport | Counted)] == [PublicVersion]
    links = [field for model in models for field in model._meta.local_many_to_many]
    assert links
    assert [field for field in links if not isinstance(field, Links)] == []


LINKS = {
    "a bill gets a note": lambda note: note.bills.model.objects.first().source_notes.add(note),
    "a note gets a bill": lambda note: note.bills.set(note.bills.model.objects.all()[:1]),
    "a motion gets a note": lambda note: note.motions.model.objects.first().source_notes.add(note),
    "a note gets a measure": lambda note: note.measures.add(Measure.objects.last()),
    "a note loses its measures": lambda note: note.measures.clear(),
    "a measure loses a note": lambda note: note.measures.first().source_notes.remove(note),
}


@pytest.mark.parametrize("change", LINKS.values(), ids=LINKS)
def test_links_of_what_a_published_report_says_are_frozen(change):
    note = SourceNote.objects.published().filter(measures__isnull=False, bills=None, motions=None).first()
    with pytest.raises(FrozenError), transaction.atomic():
        change(note)
    with correcting("De bron noemt een andere maatregel."):
        change(note)


def test_a_load_counts_as_one_change():
    before = changes_counted()
    with transaction.atomic(), loading(), counting_once():
        report = factories.make_report("vgr-6", number=6)
        for number in (4, 5):
            factories.make_stand(Measure.objects.get(number=number), report)
    assert changes_counted() == before + 1


def test_a_load_of_a_draft_is_not_counted():
    before = changes_counted()
    with transaction.atomic(), loading(), counting_once():
        factories.make_stand(Measure.objects.get(number=4), factories.make_report("vgr-6", state=ReportState.DRAFT, number=6))
    assert changes_counted() == before
