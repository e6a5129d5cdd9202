"""The order of reports, measures and motions: by number, on both databases."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.enums import ReportKind, ReportState, Status
from measures.models import Measure, Report
from measures.publication.order import PER_DAY, Placed, places_of
from motions.models import Motion
from motions.querysets import number_key
from tests import factories


def numbers(client, address, field="nummer"):
    return [row[field] for row in client.get(address).json()["results"]]


REPORTS = st.lists(
    st.builds(
        Placed,
        pk=st.integers(1, 99),
        kind=st.sampled_from([ReportKind.PROGRESS, ReportKind.LETTER]),
        number=st.integers(1, 20),
        state=st.sampled_from(ReportState.values),
        latest=st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)),
    ),
    unique_by=(lambda report: report.pk, lambda report: report.number),
    max_size=8,
)


@pytest.mark.once
@given(REPORTS)
def test_progress_reports_are_in_the_order_of_their_numbers(reports):
    reports = [
        each if each.kind == ReportKind.PROGRESS else Placed(each.pk, each.kind, None, each.state, each.latest)
        for each in reports
    ]
    places = places_of(reports)
    progress = sorted((each for each in reports if each.number), key=lambda each: each.number)
    published = [each for each in progress if each.state == ReportState.PUBLISHED]
    assert all(places[one.pk] < places[other.pk] for one, other in pairwise(published))
    for other in progress:
        assert all((places[each.pk] < places[other.pk]) == (each.number < other.number) for each in published if each != other)
    for each in reports:
        if not each.number or each.state == ReportState.PUBLISHED:
            # Nothing came out later than its source says.
            assert places[each.pk] // PER_DAY <= each.latest.toordinal()
    assert places == places_of([each for each in reports if each.number is None or each in published]) | {
        each.pk: places[each.pk] for each in progress if each not in published
    }


@pytest.mark.usefixtures("empty")
def test_a_report_of_november_comes_after_one_of_that_year_with_a_lower_number(client):
    """A year lasts until 31 December, but the second report came out before the third."""
    measure = factories.make_measure(4, slug="hoorrecht")
    words = {5: "april 2026", 2: "2023", 3: "november 2023"}
    for number, status in ((5, Status.DONE), (2, Status.DONE), (3, Status.UNDERWAY)):
        report = factories.make_report(f"vgr-{number}", number=number, publication=words[number])
        factories.make_stand(measure, report, status=status)
    letter = factories.make_report("brief", kind=ReportKind.LETTER, publication="15 december 2023")
    in_order = ["vgr-2", "vgr-3", "brief", "vgr-5"]
    assert [report.slug for report in Report.objects.oldest_first()] == in_order
    assert [report.slug for report in sorted(Report.objects.all(), key=lambda each: each.order)] == in_order
    assert numbers(client, "/api/v1/rapportages?sort=publicatie", "slug") == in_order
    assert [report.slug for report in Report.objects.known_with(letter).oldest_first()] == in_order[:3]
    assert [each["rapportage"] for each in client.get("/api/v1/maatregelen/hoorrecht/standen").json()["results"]] == [
        "vgr-2", "vgr-3", "vgr-5",
    ]  # fmt: skip


@pytest.mark.usefixtures("empty")
def test_a_draft_moves_no_other_report():
    factories.make_report("vgr-2", number=2, publication="2023")
    factories.make_report("brief", kind=ReportKind.LETTER, publication="15 december 2023")
    before = list(Report.objects.values_list("slug", "place"))
    draft = factories.make_report("vgr-3", number=3, publication="1990", state=ReportState.DRAFT)
    assert list(Report.objects.exclude(pk=draft.pk).values_list("slug", "place")) == before
    assert [report.slug for report in Report.objects.progress().oldest_first()] == ["vgr-2", "vgr-3"]


@pytest.mark.usefixtures("empty")
def test_submeasures_follow_their_parent(client):
    report = factories.make_report("vgr-5")
    nine, eight = factories.make_measure(9, slug="negen"), factories.make_measure(8, slug="acht")
    subs = {code: factories.make_measure(parent=eight, slug=code) for code in ("8c", "8a", "8b")}
    ten = factories.make_measure(10, slug="tien")
    for measure in (ten, nine, eight):
        factories.make_stand(measure, report)
    for code, measure in subs.items():
        factories.make_stand(measure, report, code=code)
    in_order = ["acht", "8a", "8b", "8c", "negen", "tien"]
    assert [measure.slug for measure in Measure.objects.in_order()] == in_order
    assert numbers(client, "/api/v1/maatregelen", "slug") == in_order
    assert numbers(client, "/api/v1/maatregelen?sort=nummer", "slug") == in_order
    assert numbers(client, "/api/v1/maatregelen?sort=-nummer", "slug") == ["tien", "negen", "acht", "8a", "8b", "8c"]
    # Without codes submeasures still follow their parent: the order of the admin.
    assert [measure.slug for measure in Measure.objects.all()] == ["acht", "8c", "8a", "8b", "negen", "tien"]
    page = client.get("/maatregelen/").content.decode()
    places = [page.index(f"/maatregelen/{slug}/") for slug in in_order]
    assert places == sorted(places)


@pytest.mark.usefixtures("empty")
def test_motions_are_in_the_order_of_their_numbers(client):
    report = factories.make_report("vgr-5")
    in_order = ["31497-9", "31497-99", "31497-305", "31497-1000", "36443-009", "36443-11", "36740-VIII-12", "36740-VIII-105"]
    for number in reversed(in_order):
        factories.make_motion_stand(factories.make_motion(number), report)
    assert [motion.number for motion in Motion.objects.all()] == in_order
    assert sorted(in_order, key=number_key) == in_order
    assert numbers(client, "/api/v1/moties?sort=nummer") == in_order
    assert numbers(client, "/api/v1/moties?sort=-nummer") == in_order[::-1]
    rows = client.get("/moties.csv").content.decode("utf-8-sig").splitlines()
    assert [number for row in rows for number in in_order if f"{number}" in row.replace(",", ";").split(";")] == in_order


@pytest.mark.usefixtures("empty")
def test_reports_without_a_number_come_last(client):
    factories.make_report("brief", kind=ReportKind.LETTER)
    for number in (10, 9):
        factories.make_report(f"vgr-{number}", number=number)
    assert numbers(client, "/api/v1/rapportages?sort=nummer") == [9, 10, None]
    assert numbers(client, "/api/v1/rapportages?sort=-nummer") == [10, 9, None]
