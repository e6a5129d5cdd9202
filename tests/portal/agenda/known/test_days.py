"""The facts about an action that follow from reports: which report counts, which bill it depends on, and what was known when."""

import datetime as dt
from dataclasses import replace

from laws.enums import Effect, Outcome, Phase
from measures.enums import ActionKind, ReportKind, ReportState
from measures.models import Action, ActionMention
from measures.publication.freezing import correcting
from portal.agenda import agenda
from portal.agenda.words import certainty, when
from tests import factories
from tests.portal.agenda.stating import DAY, enters_into_force, make_duty, only_entry, plan, require, the_measure


def test_a_duty_moves_along_when_a_report_moves_the_date_of_its_bill(role, reports):
    duty, bill = make_duty(role, reports[0]), factories.make_bill()
    require(duty, bill, reports[0])
    for report, words in zip(reports, ["1 augustus 2023", "2024", "1 augustus 2027"], strict=True):
        plan(bill, report, words)
    entry = only_entry()
    assert entry.standing == "verwacht"
    assert entry.facts.expected.words == "1 augustus 2027"
    assert entry.facts.moves == 2
    assert [promise.source.report for promise in entry.facts.promises] == reports


def test_a_planned_day_that_passed_is_not_law_until_a_report_says_so(role, reports):
    duty, bill = make_duty(role, reports[0]), factories.make_bill()
    require(duty, bill, reports[0])
    plan(bill, reports[0], "1 augustus 2025")
    assert only_entry().standing == "niet-bevestigd"
    enters_into_force(bill, reports[2], "2025-08-01", names=[duty])
    entry = only_entry()
    assert (entry.standing, entry.facts.start) == ("geldt-nu", dt.date(2025, 8, 1))
    assert only_entry(dt.date(2025, 7, 31)).standing == "komt-eraan"


def test_a_plan_of_a_bill_that_was_adopted_says_so(role, reports):
    duty, bill = make_duty(role, reports[0]), factories.make_bill()
    require(duty, bill, reports[0])
    plan(bill, reports[0], "2027")
    assert "niet bekend of de wet is aangenomen" in certainty(only_entry())
    source = factories.make_report("stb", kind=ReportKind.LETTER, publication="1 september 2026", reference="")
    factories.make_bill_stand(bill, source, outcome=Outcome.ADOPTED)
    assert "de wet is aangenomen (Kamerbrief 1 september 2026), de dag van inwerkingtreding" in certainty(only_entry())
    assert only_entry().standing == "verwacht"


def test_a_law_that_holds_confirms_only_what_a_report_names_since_then(role, reports):
    """The fifth progress report says that a law holds and what schools must do. It no longer names the yearly evaluation."""
    named, forgotten, bill = make_duty(role, reports[0]), make_duty(role, reports[0]), factories.make_bill()
    for duty in (named, forgotten):
        require(duty, bill, reports[0])
    plan(bill, reports[0], "2024")
    enters_into_force(bill, reports[1], "2025-08-01", names=[named])
    found = {entry.action: entry for entry in agenda(Action.objects.all(), DAY)}
    assert (found[named].standing, found[forgotten].standing) == ("geldt-nu", "niet-bevestigd")
    assert "geldt sinds 1 augustus 2025, maar geen bron noemt sindsdien deze verplichting" in certainty(found[forgotten])
    assert "treedt in werking op 1 augustus 2025, maar geen nieuwe bron" in certainty(
        replace(found[forgotten], day=dt.date(2025, 7, 31))
    )
    ActionMention.objects.create(action=forgotten, report=reports[2], location=factories.PLACE)
    assert {entry.standing for entry in agenda(Action.objects.all(), DAY)} == {"geldt-nu"}


def test_a_letter_that_names_only_the_law_confirms_what_the_progress_report_before_it_named(role, reports):
    named, forgotten, bill = make_duty(role, reports[2]), make_duty(role, reports[0]), factories.make_bill()
    for duty, report in ((named, reports[2]), (forgotten, reports[0])):
        require(duty, bill, report)
    plan(bill, reports[2], "1 augustus 2027")
    letter = factories.make_report(kind=ReportKind.LETTER, publication="31 december 2026")
    enters_into_force(bill, letter, "2027-08-01")
    found = {entry.action: entry.standing for entry in agenda(Action.objects.all(), DAY)}
    assert found == {named: "komt-eraan", forgotten: "verwacht"}


def test_a_part_enters_into_force_alone(role, reports):
    bill = factories.make_bill()
    plan(bill, reports[0], "2025")
    one, other, whole = (make_duty(role, reports[0]) for _ in range(3))
    for duty, part in ((one, "Hoorrecht"), (other, "Schoolgids"), (whole, "")):
        require(duty, bill, reports[0], part=part)
    enters_into_force(bill, reports[2], "2025-08-01", part="Hoorrecht", names=[one, other, whole])
    found = {entry.action: entry.standing for entry in agenda(Action.objects.all(), DAY)}
    assert found == {one: "geldt-nu", other: "niet-bevestigd", whole: "niet-bevestigd"}
    enters_into_force(bill, reports[2], "2026-01-01")
    found = {entry.action: entry.standing for entry in agenda(Action.objects.all(), DAY)}
    assert found == {one: "geldt-nu", other: "geldt-nu", whole: "geldt-nu"}


def test_the_newest_report_decides_the_day_of_entry_into_force(role, reports):
    duty, bill = make_duty(role, reports[0]), factories.make_bill()
    require(duty, bill, reports[0])
    plan(bill, reports[0], "2024")
    enters_into_force(bill, reports[1], "2024-01-01", names=[duty])
    enters_into_force(bill, reports[2], "2024-08-01", names=[duty])
    assert only_entry().facts.start == dt.date(2024, 8, 1)


def test_a_duty_hangs_on_with_the_bill_that_took_its_bill_over(role, reports):
    successor = factories.make_bill()
    bill = factories.make_bill(successor=successor)
    duty = make_duty(role, reports[0])
    require(duty, bill, reports[0])
    plan(bill, reports[0], "2024")
    plan(successor, reports[2], "2028")
    entry = only_entry()
    assert [promise.words for promise in entry.facts.promises] == ["2024", "2028"]
    enters_into_force(successor, reports[2], "2026-02-01", names=[duty])
    assert only_entry().standing == "geldt-nu"


def test_a_hidden_successor_changes_nothing(role, reports):
    draft = factories.make_report(state=ReportState.DRAFT, publication="2026")
    successor = factories.make_bill()
    bill = factories.make_bill(successor=successor)
    duty = make_duty(role, reports[0])
    require(duty, bill, reports[0])
    plan(bill, reports[0], "2024")
    plan(successor, draft, "2028")
    enters_into_force(bill, draft, "2024-01-01")
    assert only_entry().facts.expected.words == "2024"


def test_the_requirement_of_the_newest_report_counts(role, reports):
    old, new = factories.make_bill(), factories.make_bill()
    duty = make_duty(role, reports[0])
    require(duty, old, reports[0])
    plan(old, reports[0], "2024")
    require(duty, new, reports[2])
    plan(new, reports[2], "nog nader te bepalen")
    entry = only_entry()
    assert (entry.standing, entry.facts.bill) == ("datum-onbekend", new)
    assert only_entry(report=reports[1]).facts.bill == old


def test_a_duty_without_a_bill_is_expected_in_its_printed_period(role, reports):
    make_duty(role, reports[0], condition="Vanaf 1 januari 2027", period="Vanaf 1 januari 2027")
    assert only_entry().standing == "verwacht"


def test_a_duty_said_to_hold_before_its_law_held_already(role, reports):
    duty = make_duty(role, reports[0], states_in_force=True)
    ActionMention.objects.create(
        action=duty, report=reports[2], states_in_force=True, in_force_from="2025-01-01", location=factories.PLACE
    )
    entry = only_entry(dt.date(2024, 1, 1))
    assert (entry.standing, entry.facts.start) == ("geldt-nu", None)


def test_a_duty_said_to_hold_afterwards_begins_on_the_stated_day(role, reports):
    make_duty(role, reports[2], states_in_force=True, in_force_from="2025-01-01")
    assert only_entry(dt.date(2024, 12, 31)).standing == "komt-eraan"


def test_old_is_what_the_newest_progress_report_does_not_name(role, reports):
    action = factories.make_action(reports[0], the_measure(reports[0]), role)
    assert only_entry().facts.is_old
    assert not only_entry(report=reports[0]).facts.is_old
    letter = factories.make_report("brief", kind=ReportKind.LETTER, publication="1 september 2026", reference="")
    ActionMention.objects.create(action=action, report=letter, location=factories.PLACE)
    assert only_entry().facts.is_old
    ActionMention.objects.create(action=action, report=reports[2], location=factories.PLACE)
    assert not only_entry().facts.is_old


def test_a_law_ends_a_duty_the_day_before_it_takes_effect(role, reports):
    duty, bill = make_duty(role, reports[0], states_in_force=True), factories.make_bill()
    require(duty, bill, reports[0], effect=Effect.ENDS)
    plan(bill, reports[0], "2024")
    entry = only_entry()
    assert (entry.standing, entry.facts.expected_end.words) == ("geldt-nu", "2024")
    enters_into_force(bill, reports[2], "2025-08-01")
    assert only_entry(dt.date(2025, 7, 31)).standing == "geldt-nu"
    assert only_entry(dt.date(2025, 8, 1)).standing == "vervallen"


def test_an_option_that_a_bill_makes_possible_opens_when_that_takes_effect(role, reports):
    option = make_duty(role, reports[0])
    Action.objects.update(kind=ActionKind.OPTION)
    bill = factories.make_bill()
    require(option, bill, reports[0], effect=Effect.MAKES_POSSIBLE)
    plan(bill, reports[0], "2024")
    assert only_entry(dt.date(2024, 12, 31)).standing == "later-mogelijk"
    # The planned period has passed, and no report says that the bill is law.
    assert only_entry().standing == "niet-bevestigd"
    assert when(only_entry()) == "was gepland: 2024, niet bevestigd"
    enters_into_force(bill, reports[2], "2026-01-01", names=[option])
    assert only_entry().standing == "kan-nu-al"


def test_an_option_opens_and_closes(role, reports):
    factories.make_action(
        reports[0], the_measure(reports[0]), role, condition="Vanaf 2023", period="Vanaf 2023", in_force_until="2027-12-31"
    )
    found = [only_entry(dt.date(*day)).standing for day in ((2022, 12, 31), (2023, 1, 1), (2027, 12, 31), (2028, 1, 1))]
    assert found == ["later-mogelijk", "kan-nu-al", "kan-nu-al", "vervallen"]


def test_a_whole_bill_that_is_planned_in_parts_has_no_day_while_one_part_has_none(role, reports):
    duty, bill = make_duty(role, reports[0]), factories.make_bill()
    require(duty, bill, reports[0])
    steps = [(Phase.ENTRY_INTO_FORCE, "1 januari 2027", "Hoorrecht"), (Phase.ENTRY_INTO_FORCE, "n.t.b.", "Schoolgids")]
    stand = factories.make_bill_stand(bill, reports[0], planning=steps)
    assert only_entry().standing == "datum-onbekend"
    part = stand.planning.get(part="Schoolgids")
    part.period = "1 augustus 2027"
    with correcting("proef"):
        part.save()
    assert only_entry().facts.expected.words == "1 augustus 2027"


def test_the_plan_of_one_part_is_not_that_of_another(role, reports):
    duty, bill = make_duty(role, reports[0]), factories.make_bill()
    require(duty, bill, reports[0], part="Schoolgids")
    plan(bill, reports[0], "2027")
    plan(bill, reports[1], "1 januari 2028", part="Hoorrecht")
    assert [promise.words for promise in only_entry().facts.promises] == ["2027"]


def test_of_two_bills_the_first_to_come_decides_and_both_are_named(role, reports):
    late, soon, withdrawn = (factories.make_bill() for _ in range(3))
    duty = make_duty(role, reports[0])
    for bill, words in ((late, "2030"), (soon, "2028"), (withdrawn, "2027")):
        require(duty, bill, reports[0])
        plan(bill, reports[0], words)
    plan(withdrawn, reports[1], "2027", outcome=Outcome.WITHDRAWN)
    facts = only_entry().facts
    assert (facts.expected.words, facts.bill, set(facts.bills)) == ("2028", soon, {late, soon, withdrawn})
    assert facts.end is None
    enters_into_force(late, reports[2], "2026-01-01", names=[duty])
    assert (only_entry().standing, only_entry().facts.bill) == ("geldt-nu", late)


def test_a_duty_of_a_withdrawn_bill_lapses(role, reports):
    duty, bill = make_duty(role, reports[0]), factories.make_bill()
    require(duty, bill, reports[0])
    plan(bill, reports[0], "2024")
    plan(bill, reports[1], "2030", outcome=Outcome.WITHDRAWN)
    assert only_entry().standing == "vervallen"
    assert only_entry(report=reports[0]).standing == "niet-bevestigd"
