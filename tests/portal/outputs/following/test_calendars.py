"""The calendar of any page with days: those of its actions and its bills, with or without what is past."""

import datetime as dt

import pytest
from icalendar import Calendar

from laws.enums import Outcome, Phase
from laws.models import EntryIntoForce
from measures.enums import ActionKind, ReportKind
from measures.models import Correction, Goal, GoalSnapshot, Priority, PrioritySnapshot, Report, Role
from tests import factories

ONE = dt.timedelta(days=1)


def events_at(client, address):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    found = Calendar.from_ical(response.content).walk("VEVENT")
    by_uid = {str(event["UID"]).partition("@")[0]: event for event in found}
    assert len(by_uid) == len(found)
    return by_uid


@pytest.fixture
def days():
    today = dt.date.today()
    return today - 400 * ONE, today + 400 * ONE


@pytest.fixture
def action(empty, days):
    role = Role.objects.create(slug="leraar", name="Leraar", plural="leraren")
    report = factories.make_report()
    measure = factories.make_measure(1, slug="een")
    factories.make_stand(measure, report)
    return factories.make_action(report, measure, role, in_force_from=days[0], in_force_until=days[1], kind=ActionKind.DUTY)


def test_each_page_with_an_action_has_its_days_under_the_same_uid(client, action):
    own = {f"{action.slug}-begin", f"{action.slug}-einde"}
    addresses = [
        "/nu/leraar.ics",
        "/nu.ics",
        f"/acties/{action.slug}.ics",
        "/maatregelen.ics",
        "/maatregelen/een.ics",
        "/overzicht.ics",
    ]
    for address in addresses:
        found = events_at(client, address)
        assert found.keys() == own, address
        assert len({str(event["SEQUENCE"]) for event in found.values()}) == 1


def test_a_calendar_of_a_search_is_named_by_its_words(client, action):
    named = Calendar.from_ical(client.get("/zoeken.ics?q=onvindbaar").content)
    assert "„onvindbaar”" in str(named["X-WR-CALNAME"])


def test_what_is_past_can_be_left_out_and_nothing_else(client, action):
    assert events_at(client, "/nu/leraar.ics?voorbij=nee").keys() == {f"{action.slug}-einde"}
    for wrong in ("voorbij=ja", "voorbij=", "voorbij"):
        assert client.get(f"/nu/leraar.ics?{wrong}").status_code == 400
    assert client.get("/nu/leraar.atom?voorbij=nee").status_code == 400


def make_bill(*plans):
    """Make a bill with one plan in each of as many reports."""
    made = factories.make_bill("wet", title="Wetsvoorstel test")
    for number, plan in enumerate(plans, start=1):
        report = factories.make_report(f"vgr-{number}", publication=str(2020 + number))
        factories.make_bill_stand(made, report, planning=plan, outcome=Outcome.BEFORE_PARLIAMENT)
    return made


@pytest.fixture
def bill(empty):
    return make_bill([(Phase.ENTRY_INTO_FORCE, "2031"), (Phase.HOUSE, "2030")], [(Phase.ENTRY_INTO_FORCE, "2032")])


def test_a_bill_has_its_planned_phases_and_then_its_day(client, bill):
    before = events_at(client, "/wetsvoorstellen/wet.ics")
    planned = before["wet-wet-inwerkingtreding"]
    assert (planned.decoded("DTSTART"), planned.decoded("DTEND"), str(planned["STATUS"])) == (
        dt.date(2032, 1, 1), dt.date(2033, 1, 1), "TENTATIVE",
    )  # fmt: skip
    assert str(planned["SUMMARY"]) == "Gepland: Inwerkingtreding: Wetsvoorstel test"
    assert events_at(client, "/wetsvoorstellen.ics").keys() == before.keys()
    paper = factories.make_report("stb-1", kind=ReportKind.OFFICIAL, publication="1 mei 2026", link="https://example.org/")
    EntryIntoForce.objects.create(bill=bill, report=paper, date="2031-08-01", location="Artikel 1")
    stated = events_at(client, "/wetsvoorstellen/wet.ics")["wet-wet-inwerkingtreding"]
    assert (stated.decoded("DTSTART"), str(stated["STATUS"])) == (dt.date(2031, 8, 1), "CONFIRMED")
    assert int(stated["SEQUENCE"]) > int(planned["SEQUENCE"])


def test_a_law_that_is_in_force_has_no_plan_of_the_whole_any_more(client, empty):
    bill = make_bill([(Phase.ENTRY_INTO_FORCE, "2024"), (Phase.HOUSE, "2023")])
    past = events_at(client, "/wetsvoorstellen/wet.ics")["wet-wet-inwerkingtreding"]
    assert str(past["SUMMARY"]).startswith("Niet bevestigd: ")
    paper = factories.make_report("stb-1", kind=ReportKind.OFFICIAL, publication="1 mei 2025", link="https://example.org/")
    EntryIntoForce.objects.create(bill=bill, report=paper, date="2025-08-01", part="Artikel 1", location="Artikel 1")
    found = events_at(client, "/wetsvoorstellen/wet.ics")
    assert {uid: str(event["SUMMARY"]).partition(":")[0] for uid, event in found.items()} == {
        "wet-wet-tweede-kamer": "Niet bevestigd", "wet-wet-inwerkingtreding-artikel-1": "Dag volgens de bron",
    }  # fmt: skip


def test_each_public_act_about_a_bill_raises_its_sequence(client, bill):
    before = int(events_at(client, "/wetsvoorstellen/wet.ics")["wet-wet-inwerkingtreding"]["SEQUENCE"])
    Correction.objects.create(
        report=bill.snapshots.first().report, subject_type="wetsvoorstel", subject_key="wet", subject_title="wet",
        field="planning", old_value="a", new_value="b", reason="Fout.", editor_function="redacteur",
    )  # fmt: skip
    assert int(events_at(client, "/wetsvoorstellen/wet.ics")["wet-wet-inwerkingtreding"]["SEQUENCE"]) == before + 1


def test_motions_and_reports_have_the_days_that_a_source_states(client, empty):
    report = factories.make_report("vgr-1", publication="april 2026", reference="1 februari 2026")
    motion, without = factories.make_motion(title="over rust"), factories.make_motion(title="zonder dag")
    for each in (motion, without):
        factories.make_motion_stand(each, report)
    fields = {"kind": ReportKind.OFFICIAL, "reference": "", "link": "https://example.org/"}
    paper = factories.make_report("kst-1", publication="1 mei 2025", **fields)
    factories.make_paper(motion, paper, "Lid/fractie", submitted_on="2025-04-30", voted_on="2025-05-13")
    found = events_at(client, "/moties.ics")
    key = f"motie-{motion.lasting_key}"
    assert {uid: (event.decoded("DTSTART"), str(event["STATUS"])) for uid, event in found.items()} == {
        f"{key}-ingediend": (dt.date(2025, 4, 30), "CONFIRMED"), f"{key}-gestemd": (dt.date(2025, 5, 13), "CONFIRMED"),
    }  # fmt: skip
    assert events_at(client, f"/moties/{motion.number}.ics").keys() == found.keys()
    assert events_at(client, f"/moties/{without.number}.ics") == {}
    assert "webcal:" not in client.get(without.get_absolute_url()).content.decode()
    assert {uid: event.decoded("DTSTART") for uid, event in events_at(client, "/rapportages.ics").items()} == {
        "bron-vgr-1-peildatum": dt.date(2026, 2, 1), "bron-kst-1-publicatie": dt.date(2025, 5, 1),
    }  # fmt: skip


def test_goals_and_priorities_have_the_days_of_their_measures(client, action):
    goal = Goal.objects.create(number=1, title="Doel")
    stand = GoalSnapshot.objects.create(goal=goal, report=Report.objects.get(), title_printed="Doel", location="x")
    stand.measures.set(action.measures.all())
    priority = Priority.objects.create(number=1, title="Speerpunt")
    PrioritySnapshot.objects.create(priority=priority, report=Report.objects.get(), title_printed="Speerpunt", location="x")
    priority.measures.set(action.measures.all())
    for name in ("doelen", "speerpunten"):
        assert events_at(client, f"/{name}.ics").keys() == {f"{action.slug}-begin", f"{action.slug}-einde"}


def test_a_plan_that_a_report_drops_is_cancelled_until_its_days_are_past(client, empty):
    phases = (Phase.ENTRY_INTO_FORCE, "2031"), (Phase.HOUSE, "2030"), (Phase.CONSULTATION, "2021")
    make_bill(phases, [(Phase.ENTRY_INTO_FORCE, "vanaf 2033"), (Phase.HOUSE, "nog nader te bepalen")])
    found = events_at(client, "/wetsvoorstellen/wet.ics")
    assert {uid: str(event["STATUS"]) for uid, event in found.items()} == {
        "wet-wet-tweede-kamer": "CANCELLED", "wet-wet-inwerkingtreding": "CANCELLED",
    }  # fmt: skip
    assert str(found["wet-wet-inwerkingtreding"]["SUMMARY"]).startswith("Niet meer gepland: ")
