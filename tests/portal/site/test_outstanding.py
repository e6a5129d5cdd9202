"""What is still open of a measure that the ministry calls done: the rule, and the same points in every output."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from laws.enums import Effect, Outcome, Phase
from laws.models import Contribution, EntryIntoForce, Requirement
from measures.enums import ActionKind, ItemKind, Status
from measures.models import Measure, MeasureItem, Role
from portal.core.dates import noticing_today
from portal.site.outstanding import OpenKind, in_short, open_points
from tests.factories import PLACE, make_action, make_bill, make_bill_stand, make_measure, make_report, make_stand

pytestmark = pytest.mark.once


@pytest.fixture
def report(empty):
    return make_report("vgr-5", number=5)


def done(report, number=1, **fields):
    return make_stand(make_measure(number), report, status=Status.DONE, **fields).measure


def contributing(measure, report, bill=None, **fields):
    bill = bill or make_bill()
    stand = make_bill_stand(bill, report, **fields)
    Contribution.objects.create(snapshot=stand, position=1, printed="x", measure=measure, location=PLACE)
    return bill


def points_of(measure, report=None):
    return open_points(report).get(measure.pk, [])


@pytest.mark.parametrize(
    ("outcome", "text", "short"),
    [
        (Outcome.IN_PREPARATION, "is nog niet van kracht (in voorbereiding volgens", "wet nog niet van kracht"),
        (Outcome.BEFORE_PARLIAMENT, "is nog niet van kracht (in behandeling volgens", "wet nog niet van kracht"),
        (Outcome.UNKNOWN, "Onbekend is of", "van 1 wet onbekend of die geldt"),
    ],
)
def test_a_bill_that_is_not_in_force(report, outcome, text, short):
    measure = done(report)
    bill = contributing(measure, report, outcome=outcome)
    (point,) = points_of(measure)
    assert (point.kind, point.key, point.url) == (OpenKind.BILL, bill.slug, bill.get_absolute_url())
    assert text in point.text
    assert in_short([point]) == short


@pytest.mark.parametrize("outcome", [Outcome.WITHDRAWN, Outcome.IN_PREPARATION])
def test_a_bill_that_is_in_force_or_withdrawn_leaves_nothing_open(report, outcome):
    measure = done(report)
    bill = contributing(measure, report, outcome=outcome)
    if outcome != Outcome.WITHDRAWN:
        EntryIntoForce.objects.create(bill=bill, report=report, date="2025-01-01", location=PLACE)
    assert points_of(measure) == []


def test_a_merged_bill_is_open_as_long_as_its_successor_is(report):
    measure, successor = done(report), make_bill("opvolger")
    make_bill_stand(successor, report)
    contributing(measure, report, make_bill("voorganger", successor=successor))
    (point,) = points_of(measure)
    assert point.key == "opvolger"
    assert "is opgegaan in" in point.text
    EntryIntoForce.objects.create(bill=successor, report=report, date="2025-01-01", location=PLACE)
    assert points_of(measure) == []


@pytest.mark.parametrize(
    ("mention", "is_open"),
    [
        ({"period": "2099"}, True),
        ({"period": "2020"}, True),
        ({}, True),
        ({"states_in_force": True}, False),
        ({"in_force_from": "2025-01-01"}, False),
        ({"in_force_until": "2020-01-01"}, False),
    ],
)
def test_a_duty_that_no_source_confirms(report, mention, is_open):
    measure, role = done(report), Role.objects.create(slug="leraar", name="Leraar", plural="leraren")
    action = make_action(report, measure, role, kind=ActionKind.DUTY, **mention)
    assert [(point.kind, point.key) for point in points_of(measure)] == [(OpenKind.DUTY, action.slug)] * is_open


def test_a_duty_of_a_submeasure_is_one_of_its_measure_and_an_option_is_none(report):
    measure, role = done(report), Role.objects.create(slug="leraar", name="Leraar", plural="leraren")
    sub = make_stand(make_measure(parent=measure), report, status=Status.UNKNOWN).measure
    bill = make_bill()
    make_bill_stand(bill, report, planning=[(Phase.ENTRY_INTO_FORCE, "2099")])
    for kind, effect in ((ActionKind.DUTY, Effect.MAKES_OBLIGATORY), (ActionKind.OPTION, Effect.MAKES_POSSIBLE)):
        action = make_action(report, sub, role, kind=kind)
        Requirement.objects.create(bill=bill, action=action, report=report, effect=effect, location=PLACE)
    assert [point.kind for point in points_of(measure)] == [OpenKind.DUTY]


@pytest.mark.parametrize(("period", "unknown"), [("2099", False), ("", False), ("2020", True)])
def test_a_next_step_is_a_promise_and_what_became_of_an_old_one_is_unknown(report, period, unknown):
    measure = done(report)
    for position, kind in enumerate((ItemKind.STEP, ItemKind.NEXT_STEP), start=1):
        MeasureItem.objects.create(
            snapshot=measure.snapshots.get(), kind=kind, position=position, text="Wij kijken.", period=period, location=PLACE
        )
    (point,) = points_of(measure)
    assert (point.kind, point.key) == (OpenKind.STEP, "vgr-5-2")
    assert ("Onbekend is of dit is gebeurd." in point.text) is unknown
    assert in_short([point]) == "1 vervolgstap aangekondigd"


def test_nothing_is_said_of_a_measure_with_another_status(report):
    contributing(make_stand(make_measure(1), report).measure, report)
    assert open_points() == {}


def test_with_a_report_only_what_that_report_says(report):
    measure, older = done(report), make_report("vgr-2", number=2, publication="2023")
    make_stand(measure, older, status=Status.DONE)
    contributing(measure, older)
    assert [len(points_of(measure, each)) for each in (older, report, None)] == [1, 0, 1]


def test_the_number_of_queries_does_not_depend_on_the_number_of_measures(report, settings):
    role, counts = Role.objects.create(slug="leraar", name="Leraar", plural="leraren"), []
    settings.CONTENT_MEMORY = False
    for number in range(1, 6):
        measure = done(report, number)
        contributing(measure, report)
        make_action(report, measure, role, kind=ActionKind.DUTY)
        with CaptureQueriesContext(connection) as queries:
            open_points()
        counts.append(len(queries))
    assert len(set(counts)) == 1


def test_it_depends_on_the_day():
    with noticing_today() as notice:
        open_points()
    assert notice.is_asked


def test_the_real_content():
    """Of 12 measures that the fifth report calls done, the records know of something open at four."""
    found = {
        measure.number: [(point.kind, point.key) for point in points_of(measure)]
        for measure in Measure.objects.filter(pk__in=[key for key, points in open_points().items() if points])
    }
    assert found == {
        4: [("verplichting", "leerling-betrekken-bij-evaluatie")],
        19: [("wetsvoorstel", "bestuurlijke-kwaliteit-en-integriteit"), ("verplichting", "taakomschrijving-naleven")],
        23: [("wetsvoorstel", "aanpak-bovenmatige-reserves"), ("verplichting", "norm-bovenmatige-reserves-naleven")],
        25: [("wetsvoorstel", "bekostiging-lwoo-en-pro")],
    }


def rows_of(client, address):
    # A list is for Excel, with semicolons; the open data is for programs, with commas.
    between = "," if address.startswith("/open-data/") else ";"
    return list(csv.DictReader(io.StringIO(client.get(address).content.decode("utf-8-sig")), delimiter=between))


def test_every_output_has_the_same_points(client):
    told = {point.text for points in open_points().values() for point in points}
    measures = client.get("/api/v1/maatregelen?pageSize=200").json()["results"]
    assert {point["tekst"] for row in measures for point in row["openstaand"]} == told
    assert {row["tekst"] for row in rows_of(client, "/open-data/openstaand.csv")} == told
    in_list = [row["Nog open volgens de bronnen"] for row in rows_of(client, "/maatregelen.csv")]
    assert {text for cell in in_list if cell for text in cell.split("; ")} == told
    by_slug = {row["slug"]: row for row in measures}
    assert by_slug["leerrecht"]["openstaand"] == by_slug["informatie-in-de-schoolgids"]["openstaand"] == []


@pytest.mark.parametrize("path", ["/", "/maatregelen/", "/overzicht/", "/maatregelen/heldere-eisen-besturen/"])
def test_beside_afgerond_stands_what_is_open(client, path):
    page = client.get(path).content.decode()
    assert "wet nog niet van kracht; 1 verplichting niet bevestigd" in page
    assert "volgens OCW" in page or path == "/"


def test_the_page_of_a_measure_lists_them_or_says_what_it_looked_for(client):
    page = client.get("/maatregelen/onnodige-reserves/").content.decode()
    for point in points_of(Measure.objects.get(number=23)):
        assert point.text in page
    assert (
        "noemen geen wet, verplichting of vervolgstap" in client.get("/maatregelen/informatie-in-de-schoolgids/").content.decode()
    )
    assert "nog open" not in client.get("/maatregelen/leerrecht/").content.decode()
