"""The agenda as it was known when a report was the newest."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from laws.models import Requirement
from measures.models import Action, Report
from measures.publication.freezing import correcting
from portal.agenda import agenda
from tests import factories
from tests.portal.agenda.stating import DAY, enters_into_force, make_duty, only_entry, plan, require


def described(entry):
    facts = entry.facts
    sources = [source and source.report.slug for source in (facts.source, facts.end_source)]
    words = [promise.words for promise in facts.promises]
    return (entry.action.slug, entry.standing, facts.start, facts.end, words, facts.bill and facts.bill.slug, sources)


@pytest.mark.parametrize("slug", ["kamerbrief-2022", "overzicht-2022", "vgr-2", "vgr-5"])
def test_cut_off_at_a_report_the_real_agenda_is_what_it_was(slug):
    """The agenda as it was known when a report was the newest equals the agenda of a portal without the later reports."""
    report = Report.objects.get(slug=slug)
    cut_off = [described(entry) for entry in agenda(Action.objects.all(), DAY, report)]
    with correcting("proef"):
        Report.objects.filter(publication_latest__gt=report.publication_latest).update(state="concept", published_at=None)
    assert cut_off == [described(entry) for entry in agenda(Action.objects.all(), DAY)]
    assert cut_off


words_of_a_plan = st.sampled_from(["1 augustus 2023", "2024", "Q1/Q2 2026", "nog nader te bepalen", "1 augustus 2027"])


@pytest.mark.once
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    plans=st.lists(st.none() | words_of_a_plan, min_size=3, max_size=3),
    force=st.none() | st.integers(0, 2),
    cut=st.integers(0, 2),
    day=st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)),
)
def test_cut_off_at_a_report_nothing_later_shows(role, reports, plans, force, cut, day):
    """The agenda as it was known when a report was the newest shows nothing of later reports.

    This holds for any planning and any entry into force.
    """
    with correcting("proef"):
        Requirement.objects.all().delete()
        Action.objects.all().delete()
    duty, bill = make_duty(role, reports[0]), factories.make_bill()
    require(duty, bill, reports[0])
    for report, words in zip(reports, plans, strict=True):
        if words:
            plan(bill, report, words)
        else:
            factories.make_bill_stand(bill, report)
    if force is not None:
        enters_into_force(bill, reports[force], "2025-01-01", names=[duty])
    entry = only_entry(day, reports[cut])
    assert {promise.source.report for promise in entry.facts.promises} <= set(reports[: cut + 1])
    assert (entry.standing in ("geldt-nu", "komt-eraan")) == (force is not None and force <= cut)
