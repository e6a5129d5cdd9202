"""The cache of the agenda: until the content changes, it gives the same as the database."""

import datetime as dt

import pytest

from measures.enums import ReportState
from measures.models import Action, ActionMention, Report, Role, Sector
from measures.publication.counting import begin_series
from measures.publication.gate import previewing
from portal.agenda import agenda, agenda_of, memory
from portal.desk.editing.correcting import correct
from portal.desk.editing.publishing import withdraw
from portal.desk.roles import MANAGER, PUBLISHER
from tests.portal.desk.editing.conftest import person

DAY = dt.date(2027, 8, 1)
# The number of queries when everything is cached: the version of the content, and the ids of the actions.
REMEMBERED = 2


@pytest.fixture(autouse=True)
def _remembering(db):
    """Let the version alone decide, unlike in other tests. A new series makes the version of each test another one."""
    begin_series()


def entries(report=None):
    return [(entry.action.slug, entry.standing, entry.days, entry.facts) for entry in agenda(Action.objects.all(), DAY, report)]


@pytest.mark.parametrize("slug", [None, "vgr-2", "overzicht-2022"])
def test_what_is_remembered_is_what_is_read(settings, slug):
    report = Report.objects.get(slug=slug) if slug else None
    remembered = [entries(report), entries(report)]
    settings.CONTENT_MEMORY = False
    assert remembered == [entries(report)] * 2


def test_the_second_time_only_which_actions_are_asked_for(django_assert_num_queries):
    entries()
    with django_assert_num_queries(REMEMBERED):
        entries()


def test_an_action_that_was_not_asked_for_before_is_read_then():
    first = Action.objects.all()[:1]
    agenda(Action.objects.filter(pk__in=[action.pk for action in first]), DAY)
    assert len(entries()) == Action.objects.published().count()


def test_more_than_a_process_can_hold_is_read_each_time(monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(memory, "MOST_REMEMBERED", 10)
    few = Action.objects.filter(pk__in=[action.pk for action in Action.objects.all()[:5]])
    agenda(few, DAY)
    assert len(entries()) == len(entries()) == Action.objects.published().count()
    with django_assert_max_num_queries(REMEMBERED):
        assert len(agenda(few, DAY)) == 5


def test_the_roles_and_the_sectors_are_asked_for_once(django_assert_num_queries):
    assert memory.public_roles() == list(Role.objects.published())
    assert memory.public_sectors() == list(Sector.objects.published())
    # Each asks for the version of the content.
    with django_assert_num_queries(2):
        assert memory.public_roles()
        assert memory.public_sectors()


def test_a_role_that_no_public_action_names_any_more_is_gone_at_once():
    assert "leraar" in [role.slug for role in memory.public_roles()]
    publisher = person("piet", PUBLISHER, MANAGER)
    # A row of another kind of source names no action, so that it need not be withdrawn one by one.
    for report in Report.objects.published().exclude(mentions=None).distinct():
        withdraw(report, publisher, "Verkeerd bestand.")
    assert memory.public_roles() == memory.public_sectors() == []


def test_every_latest_report_has_its_own():
    assert agenda_of(None) is agenda_of(None)
    assert agenda_of(None) is not agenda_of(Report.objects.get(slug="vgr-2"))


def test_withdrawing_a_report_is_seen_at_once():
    before = entries()
    withdraw(Report.objects.get(slug="vgr-5"), person("piet", PUBLISHER, MANAGER), "Verkeerd bestand.")
    assert {slug for slug, *_ in entries()} < {slug for slug, *_ in before}


def test_a_correction_is_seen_at_once():
    report = Report.objects.get(slug="vgr-5")
    stand = report.billsnapshots.filter(planning__phase="inwerkingtreding", planning__part="").first()
    assert stand is not None
    before = entries()
    step = stand.planning.get(phase="inwerkingtreding")

    def save():
        step.period = "1 januari 2039"
        step.save()

    correct(stand, save, "Verkeerd gelezen.", person("piet", PUBLISHER, MANAGER))
    assert entries() != before


def test_a_preview_is_nobody_elses():
    """A preview shows the content of its draft; after the preview, the agenda is as before."""
    newest = Report.objects.get(slug="vgr-5")
    before = entries()
    new = Report.objects.create(
        slug="vgr-6", kind=newest.kind, number=6, title="Zes", state=ReportState.DRAFT, publication="2027",
        publication_earliest=dt.date(2027, 1, 1), publication_latest=dt.date(2027, 12, 31), location="x",
    )  # fmt: skip
    action = Action.objects.create(slug="nieuw", text="Doe dit.", kind="mogelijk")
    ActionMention.objects.create(action=action, report=new, location="x")
    with previewing(new.pk):
        assert "nieuw" in {slug for slug, *_ in entries()}
    assert entries() == before
