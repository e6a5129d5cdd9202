"""The name and the moment of a change stay the same when a report is published between two others."""

import datetime as dt
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laws.enums import Phase
from measures.enums import ReportKind, Status
from measures.models import Measure, MeasureSnapshot, Report
from portal.changes.history import history_of, key_of, told_by
from portal.changes.reading import Stands
from tests import factories

pytestmark = pytest.mark.once

MEASURES = [Measure(pk=n, number=n, slug=f"m-{n}", title=f"Maatregel {n}") for n in (1, 2, 3)]
STATUSES = st.sampled_from([None, Status.NOT_STARTED, Status.UNDERWAY, Status.DONE])


def day(number):
    return dt.datetime(2026, 3, number, tzinfo=dt.UTC)


def said(number, statuses, published_at):
    """Return what a report in memory says: a status of each measure, or nothing (None)."""
    report = Report(
        pk=number, slug=f"vgr-{number}", number=number, kind=ReportKind.PROGRESS, place=number, published_at=published_at
    )
    rows = [
        MeasureSnapshot(measure=measure, report=report, status=status, code=str(measure.number), title_printed=measure.title)
        for measure, status in zip(MEASURES, statuses, strict=True)
        if status
    ]
    return Stands(report, rows, [], [], [])


def by_id(told):
    found = {(each.earlier.slug, each.later.slug, *key_of(each.change)): each for each in told}
    assert len(found) == len(told)
    return found


@given(st.lists(st.tuples(STATUSES, STATUSES, STATUSES), min_size=4, max_size=4), st.permutations(range(4)))
def test_whatever_the_order_of_publishing_what_stays_true_keeps_its_name_and_moment(statuses, order):
    known, before = [], {}
    for step, place in enumerate(order, start=1):
        known.append(said(place + 1, statuses[place], day(step)))
        now = by_id(told_by(known))
        # What was told before has the moment at which it was told; what is told now for the first time has today's.
        assert {key: told.since for key, told in now.items()} == {
            key: before[key].since if key in before else day(step) for key in now
        }
        assert now.keys() >= {key for key, told in before.items() if _is_still_told(told, now)}
        before = now


def _is_still_told(told, now):
    """Return whether a change with the same record and words is still told of the same report."""
    return any(
        (key_of(each.change), each.change.old, each.change.new) == (key_of(told.change), told.change.old, told.change.new)
        and _report_of(each.change) == _report_of(told.change)
        for each in now.values()
    )


def _report_of(change):
    source = change.new_source or change.old_source
    return source.report.pk, change.new_source is None


@pytest.mark.parametrize("between", [Status.NOT_STARTED, Status.DONE, None])
def test_a_report_in_between_that_says_nothing_new_changes_nothing(between):
    """It repeats the report before it, or says already what the report after it says, or is silent."""
    second, fifth = said(2, [Status.NOT_STARTED] * 3, day(1)), said(5, [Status.DONE] * 3, day(2))
    third = said(3, [between] * 3, day(3))
    before, after = by_id(told_by([second, fifth])), by_id(told_by([second, fifth, third]))
    assert {key: told.since for key, told in after.items()} == {key: told.since for key, told in before.items()}
    assert [told.change.old for told in after.values()] == ["Nog niet gestart"] * 3
    where = 3 if between == Status.DONE else 5
    assert {told.change.new_source.report.pk for told in after.values()} == {where}


def test_a_step_in_between_is_news():
    second, fifth = said(2, [Status.NOT_STARTED] * 3, day(1)), said(5, [Status.DONE] * 3, day(2))
    third = said(3, [Status.UNDERWAY] * 3, day(3))
    found = {(told.earlier.slug, told.later.slug, told.since.day, told.change.new) for told in told_by([second, fifth, third])}
    assert found == {("vgr-2", "vgr-5", 2, "Afgerond"), ("vgr-2", "vgr-3", 3, "In uitvoering")}


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize("order", list(permutations([2, 3, 5])))
def test_a_plan_that_a_report_in_between_does_not_mention(order):
    """The phase moves from the second report to the fifth; the third names the bill without that phase."""
    bill = factories.make_bill("wet")
    for number in order:
        report = factories.make_report(f"vgr-{number}", number=number, publication=str(2020 + number), published_at=day(number))
        planning = {2: [(Phase.ENTRY_INTO_FORCE, "2024")], 3: [], 5: [(Phase.ENTRY_INTO_FORCE, "2027")]}[number]
        factories.make_bill_stand(bill, report, planning=planning)
    (told,) = history_of(list(Report.objects.oldest_first()))
    assert (told.change.old, told.change.new, told.since) == ("2024", "2027", day(5))
    assert (told.earlier.slug, told.later.slug) == ("vgr-2", "vgr-5")
