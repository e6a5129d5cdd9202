"""The calendar of a role, `/nu/<rol>.ics`, parsed by the library that made it and by another library."""

import datetime as dt

import pytest
import vobject
from icalendar import Calendar

from laws.enums import Effect, Phase
from laws.models import EntryIntoForce, Requirement
from measures.enums import ActionKind, ReportKind
from measures.models import ActionMention, Role
from tests import factories

pytestmark = pytest.mark.once

ADDRESS = "/nu/schoolbestuur.ics?datum=2026-11-23"


def events_of(client, address=ADDRESS):
    calendar = Calendar.from_ical(client.get(address).content)
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


def event_of(client, action, what="begin", address=ADDRESS):
    return events_of(client, address)[f"{action}-{what}@voortgang-passend-onderwijs"]


def test_it_is_a_calendar(client):
    response = client.get(ADDRESS)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(response.content)
    assert calendar["VERSION"] == "2.0"
    assert calendar["X-WR-CALNAME"] == "Passend onderwijs voor schoolbesturen (op welke dag: 23 november 2026)"
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))


def test_a_second_parser_reads_the_same(client):
    response = client.get(ADDRESS)
    other = vobject.readOne(response.content.decode())
    found = {event.uid.value: (event.dtstart.value, event.status.value) for event in other.vevent_list}
    ours = {uid: (event.decoded("DTSTART"), str(event["STATUS"])) for uid, event in events_of(client).items()}
    assert found == ours
    assert len(found) == len(other.vevent_list)


def test_a_stated_day_is_confirmed_and_a_planned_one_tentative(client):
    stated = event_of(client, "leerling-horen-over-ontwikkelingsperspectief")
    assert (stated.decoded("DTSTART"), str(stated["STATUS"])) == (dt.date(2025, 8, 1), "CONFIRMED")
    planned = event_of(client, "verzuim-eenduidig-registreren")
    assert (planned.decoded("DTSTART"), str(planned["STATUS"])) == (dt.date(2027, 8, 1), "TENTATIVE")
    assert planned.decoded("DTEND") == dt.date(2027, 8, 2)
    assert str(planned["SUMMARY"]).startswith("Verwacht: ")
    assert "Vijfde voortgangsrapportage" in str(planned["DESCRIPTION"])
    assert str(planned["URL"]) == "http://testserver/acties/verzuim-eenduidig-registreren/"


def test_a_planned_year_takes_the_whole_year(client):
    planned = event_of(client, "verzuim-eenduidig-registreren", address="/nu/schoolbestuur.ics?datum=2023-06-01&rapportage=vgr-2")
    assert (planned.decoded("DTSTART"), planned.decoded("DTEND")) == (dt.date(2024, 1, 1), dt.date(2025, 1, 1))


def test_words_without_a_day_make_no_event(client):
    """„Vanaf 2023” names no day."""
    found = events_of(client, "/nu/samenwerkingsverband.ics?datum=2026-11-23")
    assert "verwerken-norm-voorbereiden-begin@voortgang-passend-onderwijs" not in found


def test_an_option_that_closes_has_a_last_day(client):
    last = event_of(client, "deelnemen-aan-experiment-onderwijszorg", "einde")
    assert (last.decoded("DTSTART"), str(last["STATUS"])) == (dt.date(2027, 12, 31), "CONFIRMED")


def test_an_action_without_a_day_is_not_in_it(client):
    assert not any("regionale-basisondersteuning-bieden" in uid for uid in events_of(client))


def test_the_filters_of_the_page_apply(client):
    assert set(events_of(client, ADDRESS + "&stand=verwacht")) < set(events_of(client))


@pytest.mark.usefixtures("empty")
def test_a_report_that_moves_a_date_moves_the_event_in_a_readers_calendar(client):
    """The event keeps its UID, and gets a higher SEQUENCE and a later LAST-MODIFIED."""
    role = Role.objects.create(slug="leraar", name="Leraar", plural="leraren")
    first = factories.make_report(publication="2023", published_at=dt.datetime(2023, 5, 1, 12, tzinfo=dt.UTC))
    measure, bill = factories.make_measure(1), factories.make_bill()
    factories.make_stand(measure, first)
    duty = factories.make_action(first, measure, role, kind=ActionKind.DUTY)
    Requirement.objects.create(bill=bill, action=duty, report=first, effect=Effect.MAKES_OBLIGATORY, location=factories.PLACE)
    seen = []
    factories.make_bill_stand(bill, first, planning=[(Phase.ENTRY_INTO_FORCE, "1 augustus 2027")])
    seen.append(event_of(client, duty.slug, address="/nu/leraar.ics"))
    second = factories.make_report(publication="2024", published_at=dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC))
    factories.make_bill_stand(bill, second, planning=[(Phase.ENTRY_INTO_FORCE, "1 januari 2028")])
    seen.append(event_of(client, duty.slug, address="/nu/leraar.ics"))
    third = factories.make_report(publication="2026", published_at=dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC))
    EntryIntoForce.objects.create(bill=bill, report=third, date="2028-08-01", location=factories.PLACE)
    ActionMention.objects.create(action=duty, report=third, location=factories.PLACE)
    seen.append(event_of(client, duty.slug, address="/nu/leraar.ics"))
    assert [event.decoded("DTSTART") for event in seen] == [dt.date(2027, 8, 1), dt.date(2028, 1, 1), dt.date(2028, 8, 1)]
    assert [int(event["SEQUENCE"]) for event in seen] == [0, 1, 2]
    assert [str(event["STATUS"]) for event in seen] == ["TENTATIVE", "TENTATIVE", "CONFIRMED"]
    moments = [event.decoded("LAST-MODIFIED") for event in seen]
    assert moments == sorted(set(moments))


@pytest.mark.usefixtures("empty")
def test_a_source_that_says_nothing_of_actions_changes_no_event(client):
    role = Role.objects.create(slug="leraar", name="Leraar", plural="leraren")
    report = factories.make_report("vgr-5", publication="2026")
    measure = factories.make_stand(factories.make_measure(1), report).measure
    factories.make_action(report, measure, role, kind=ActionKind.DUTY, in_force_from="2027-01-01")
    before = client.get("/nu/leraar.ics").content
    factories.make_report("stb", kind=ReportKind.OFFICIAL, publication="1 mei 2026", reference="", link="https://example.org/")
    assert client.get("/nu/leraar.ics").content == before


def test_a_role_without_any_day_has_a_valid_calendar(client):
    """RFC 5545 requires at least one component, so a calendar without events gets a VTIMEZONE."""
    content = client.get("/nu/leraar.ics").content
    assert [each.name for each in Calendar.from_ical(content).subcomponents] == ["VTIMEZONE"]
    assert not list(vobject.readOne(content.decode()).contents.get("vevent", []))
    assert b"VTIMEZONE" not in client.get(ADDRESS).content
