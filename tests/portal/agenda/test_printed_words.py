"""Printed words stay words: a day that a page or the API shows is a day that a source names."""

import datetime as dt
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from laws.enums import Effect
from laws.models import EntryIntoForce, Requirement
from measures.enums import ActionKind
from measures.models import Action, ActionMention
from measures.periods.words import MONTHS
from measures.publication.freezing import correcting
from portal.agenda.words import when
from tests import factories
from tests.portal.agenda.stating import enters_into_force, make_duty, only_entry, plan, require, the_measure

DAY_IN_WORDS = re.compile(rf"([0-9]{{1,2}}) ({'|'.join(MONTHS)}) ([0-9]{{4}})")


@pytest.mark.parametrize(
    ("words", "day", "standing", "shown"),
    [
        ("Vanaf voorjaar 2023", (2023, 2, 28), "later-mogelijk", "vanaf voorjaar 2023"),
        ("Vanaf voorjaar 2023", (2023, 3, 1), "kan-nu-al", "vanaf voorjaar 2023"),
        ("Vanaf 1 maart 2023", (2023, 3, 1), "kan-nu-al", "sinds 1 maart 2023"),
        ("n.t.b.", (2026, 1, 1), "later-mogelijk", "in de bron: „n.t.b.”"),
        ("op termijn", (2026, 1, 1), "later-mogelijk", "in de bron: „op termijn”"),
        ("structureel", (2026, 1, 1), "kan-nu-al", ""),
        ("tot en met 2026", (2026, 1, 1), "kan-nu-al", ""),
    ],
)
def test_an_option_opens_in_its_printed_period_and_says_it_in_those_words(role, reports, words, day, standing, shown):
    factories.make_action(reports[0], the_measure(reports[0]), role, period=words)
    entry = only_entry(dt.date(*day))
    assert (entry.standing, when(entry)) == (standing, shown)


def test_words_without_a_day_give_way_to_a_day_within_them(role, reports):
    option = factories.make_action(reports[0], the_measure(reports[0]), role, period="per 1 januari 2023")
    ActionMention.objects.create(action=option, report=reports[1], period="vanaf 2023", location=factories.PLACE)
    assert only_entry().facts.start == dt.date(2023, 1, 1)
    ActionMention.objects.create(action=option, report=reports[2], period="vanaf 2024", location=factories.PLACE)
    assert (only_entry().facts.start, when(only_entry())) == (None, "vanaf 2024")


def test_an_end_in_words_stays_in_words(role, reports):
    factories.make_action(reports[0], the_measure(reports[0]), role, period="t/m 2030", in_force_until="2030-12-31")
    entry = only_entry()
    assert (when(entry), entry.facts.end) == ("t/m 2030", dt.date(2030, 12, 31))


@pytest.mark.once
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    periods=st.lists(
        st.sampled_from(["", "Vanaf 2023", "zomer 2025", "1 augustus 2025", "per 1 januari 2023", "tot 2028", "n.t.b."]),
        min_size=3,
        max_size=3,
    ),
    kind=st.sampled_from(ActionKind),
    is_law=st.booleans(),
)
def test_no_day_is_shown_that_no_source_row_holds(role, reports, periods, kind, is_law):
    """Printed words stay words. A day on a page or in `geldtVanaf` is a day that a report states or prints."""
    with correcting("proef"):
        Requirement.objects.all().delete()
        Action.objects.all().delete()
        EntryIntoForce.objects.all().delete()
    bill = factories.make_bill()
    action = factories.make_action(reports[0], the_measure(reports[0]), role, kind=kind, period=periods[0])
    for report, words in zip(reports[1:], periods[1:], strict=True):
        ActionMention.objects.create(action=action, report=report, period=words, location=factories.PLACE)
    held = {dt.date(2025, 8, 1)} if "1 augustus 2025" in periods else set()
    held |= {dt.date(2023, 1, 1)} if "per 1 januari 2023" in periods else set()
    if is_law:
        effect = Effect.MAKES_POSSIBLE if kind == ActionKind.OPTION else Effect.MAKES_OBLIGATORY
        require(action, bill, reports[0], effect=effect)
        plan(bill, reports[0], "zomer 2026")
        enters_into_force(bill, reports[2], "2026-02-01")
        held.add(dt.date(2026, 2, 1))
    entry = only_entry()
    assert entry.facts.start is None or entry.facts.start in held
    shown = {dt.date(int(year), MONTHS[month], int(day)) for day, month, year in DAY_IN_WORDS.findall(when(entry))}
    assert shown <= held


def test_a_duty_that_held_before_its_law_tells_the_day_of_that_law_apart(role, reports):
    """The day of the duty itself stays unknown, and the law is told only from the day on which it holds."""
    duty, bill = make_duty(role, reports[0], states_in_force=True), factories.make_bill()
    require(duty, bill, reports[0])
    plan(bill, reports[0], "2025")
    enters_into_force(bill, reports[2], "2025-08-01", names=[duty])
    entry = only_entry()
    assert (entry.standing, entry.facts.start) == ("geldt-nu", None)
    assert when(entry) == "begindatum niet genoemd in de rapportages, de wet hierover geldt sinds 1 augustus 2025"
    assert when(only_entry(dt.date(2025, 7, 31))) == "begindatum niet genoemd in de rapportages"
