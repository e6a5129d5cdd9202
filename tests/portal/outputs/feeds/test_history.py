"""The entries in the feed of all changes, and their timestamps."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from laws.enums import Phase
from measures.enums import ReportKind, ReportState, Status
from measures.models import Correction
from measures.publication.freezing import correcting
from tests import factories
from tests.portal.outputs.feeds.reading import entries_at, feed_at

pytestmark = pytest.mark.usefixtures("empty")


def moment(day):
    return dt.datetime(2026, 3, day, 12, tzinfo=dt.UTC)


def make_report(number, day, **fields):
    """Create progress report `number`, of the year 2020 + `number`, published on this site on day `day` of March 2026."""
    fields = {"publication": str(2020 + number), "published_at": moment(day), "title": f"Rapport {number}"} | fields
    return factories.make_report(f"vgr-{number}", number=number, **fields)


def make_stands(measure, *statuses_in_reports):
    return [factories.make_stand(measure, report, status=status) for report, status in statuses_in_reports]


@pytest.fixture
def measure():
    return factories.make_measure(4, slug="hoorrecht", title="Hoorrecht")


@pytest.fixture
def three(measure):
    """Create three reports and a measure that makes progress in each."""
    reports = [make_report(number, day) for number, day in ((1, 1), (2, 2), (3, 3))]
    make_stands(measure, *zip(reports, (Status.NOT_STARTED, Status.UNDERWAY, Status.DONE), strict=True))
    return reports


def correct(report, **fields):
    fields = {
        "subject_type": "maatregel", "subject_key": "hoorrecht", "subject_title": "4. Hoorrecht", "field": "status",
        "old_value": "Afgerond", "new_value": "In uitvoering", "reason": "Verkeerd gelezen.", "editor_function": "publicist",
    } | fields  # fmt: skip
    return Correction.objects.create(report=report, **fields)


def test_each_report_is_compared_with_the_one_before_it(client, three):
    found = entries_at(client)
    assert list(found) == [
        "rapportage/vgr-3/gepubliceerd",
        "wijziging/vgr-2/vgr-3/status/maatregel/hoorrecht",
        "rapportage/vgr-2/gepubliceerd",
        "wijziging/vgr-1/vgr-2/status/maatregel/hoorrecht",
        "rapportage/vgr-1/gepubliceerd",
    ]
    assert [entry.updated[:10] for entry in found.values()] == ["2026-03-03"] * 2 + ["2026-03-02"] * 2 + ["2026-03-01"]
    assert feed_at(client, "/wijzigingen.atom").feed.updated == "2026-03-03T12:00:00+00:00"


def test_a_new_report_changes_no_entry_that_was_there(client, three, measure):
    before = entries_at(client)
    make_stands(measure, (make_report(4, 4), Status.UNDERWAY))
    after = entries_at(client)
    assert {key: after[key] for key in before} == before
    assert after.keys() - before.keys() == {"rapportage/vgr-4/gepubliceerd", "wijziging/vgr-3/vgr-4/status/maatregel/hoorrecht"}


def test_a_report_that_comes_out_late_makes_news_on_that_day(client, measure):
    """The third report was published here before the second. The change between them gets the day of the second."""
    third, second = make_report(3, 3), make_report(2, 9)
    make_stands(measure, (second, Status.UNDERWAY), (third, Status.DONE))
    assert entries_at(client)["wijziging/vgr-2/vgr-3/status/maatregel/hoorrecht"].updated == "2026-03-09T12:00:00+00:00"


def test_other_documents_are_told_but_not_compared(client, three, measure):
    letter = factories.make_report("brief", kind=ReportKind.LETTER, publication="2023", published_at=moment(5), title="Een brief")
    make_stands(measure, (letter, Status.NOT_STARTED))
    found = entries_at(client)
    assert found["rapportage/brief/gepubliceerd"].title == "Gepubliceerd: Een brief"
    assert "Kamerbrief van 2023" in found["rapportage/brief/gepubliceerd"].summary
    assert not [key for key in found if key.startswith("wijziging/") and "brief" in key]


def test_a_draft_is_not_told(client, three, measure):
    before = client.get("/wijzigingen.atom").content
    draft = factories.make_report("vgr-4", number=4, state=ReportState.DRAFT, publication="2024", title="Concept")
    make_stands(measure, (draft, Status.NOT_STARTED))
    assert client.get("/wijzigingen.atom").content == before


def test_of_a_withdrawn_report_only_that_it_was_withdrawn(client, three):
    with correcting("Er stonden fouten in."):
        three[1].state, three[1].withdrawn_at = ReportState.WITHDRAWN, moment(8)
        three[1].withdrawal_reason = "Er stonden fouten in."
        three[1].save()
    found = entries_at(client)
    assert list(found) == [
        "rapportage/vgr-2/ingetrokken",
        "rapportage/vgr-3/gepubliceerd",
        "wijziging/vgr-1/vgr-3/status/maatregel/hoorrecht",
        "rapportage/vgr-1/gepubliceerd",
    ]
    entry = found["rapportage/vgr-2/ingetrokken"]
    assert (entry.title, entry.updated) == ("Ingetrokken: Rapport 2", "2026-03-08T12:00:00+00:00")
    assert "Reden: Er stonden fouten in." in entry.summary


def test_a_correction_is_an_entry_with_its_reason(client, three):
    correction = correct(three[2])
    entry = entries_at(client)[f"correctie/{correction.pk}"]
    assert entry.title == "Correctie: 4. Hoorrecht, status"
    assert entry.link == "http://testserver/maatregelen/hoorrecht/"
    assert dt.datetime.fromisoformat(entry.updated) == correction.made_at
    for words in ("Was: „Afgerond”", "Is nu: „In uitvoering”", "Rapport 3", "Reden: Verkeerd gelezen.", "door: publicist"):
        assert words in entry.summary
    assert feed_at(client, "/wijzigingen.atom").feed.updated == entry.updated


def test_a_correction_keeps_the_id_and_the_moment_of_the_change(client, three, measure):
    stand = measure.snapshots.get(report=three[2])
    with correcting("Verkeerd gelezen."):
        stand.status = Status.NOT_STARTED
        stand.save()
    entry = entries_at(client)["wijziging/vgr-2/vgr-3/status/maatregel/hoorrecht"]
    assert "Is nu: „Nog niet gestart”" in entry.summary
    assert entry.updated == "2026-03-03T12:00:00+00:00"


def test_parts_that_look_alike_have_their_own_ids(client):
    bill = factories.make_bill("wet")
    parts = ["Lid 1, onder a", "Lid 1 onder a", "lid 1 onder a", "Lid 1/onder a", "Lid één"]
    for report, year in ((make_report(1, 1), "2026"), (make_report(2, 2), "2027")):
        planning = [(Phase.ENTRY_INTO_FORCE, year, part) for part in parts]
        factories.make_bill_stand(bill, report, planning=planning)
    planned = [key for key in entries_at(client, "/wetsvoorstellen/wet.atom") if "/planning/" in key]
    assert len(planned) == len(parts)


def test_markup_and_what_xml_cannot_hold(client, measure):
    title = "<script>alert(1)</script> & „zo”\x02"
    reports = [make_report(1, 1, title=title), make_report(2, 2, title=title)]
    for report, status in zip(reports, (Status.UNDERWAY, Status.DONE), strict=True):
        factories.make_stand(measure, report, status=status, location="<img src=x onerror=alert(1)>", title_printed=title)
    type(measure).objects.filter(pk=measure.pk).update(title=title)
    raw = client.get("/wijzigingen.atom").content.decode()
    assert "<script" not in raw
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; „zo” (van" in raw
    # The summary is HTML within XML, so its data is escaped twice.
    assert "&amp;lt;script&amp;gt;" in raw
    assert "&lt;img" not in raw
    entry = entries_at(client)["wijziging/vgr-1/vgr-2/status/maatregel/hoorrecht"]
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; „zo”" in entry.summary


def test_nothing_happened_yet(client, measure):
    assert feed_at(client, "/wijzigingen.atom").feed.updated == "2026-01-01T00:00:00+00:00"
    make_stands(measure, (make_report(1, 1), Status.DONE))
    found = feed_at(client, "/maatregelen/hoorrecht.atom")
    assert (found.entries, found.feed.updated) == ([], "2026-01-01T00:00:00+00:00")
    assert feed_at(client, "/wijzigingen.atom?naar=vgr-1").entries == []


def test_one_kind_goes_on(client, three, measure):
    correct(three[2])
    assert list(entries_at(client, "/wijzigingen.atom?soort=status")) == [
        "wijziging/vgr-2/vgr-3/status/maatregel/hoorrecht",
        "wijziging/vgr-1/vgr-2/status/maatregel/hoorrecht",
    ]
    assert entries_at(client, "/wijzigingen.atom?soort=titel") == {}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("van=vgr-1&naar=vgr-3", ["wijziging/vgr-1/vgr-3/status/maatregel/hoorrecht"]),
        ("van=vgr-3&naar=vgr-1", ["wijziging/vgr-3/vgr-1/status/maatregel/hoorrecht"]),
        ("naar=vgr-2", ["wijziging/vgr-1/vgr-2/status/maatregel/hoorrecht"]),
        ("van=vgr-2&soort=status", ["wijziging/vgr-2/vgr-3/status/maatregel/hoorrecht"]),
        ("van=vgr-2&naar=vgr-2", []),
        ("van=vgr-2&soort=code", []),
    ],
)
def test_one_comparison_as_on_the_page(client, three, query, expected):
    assert list(entries_at(client, f"/wijzigingen.atom?{query}")) == expected


def test_one_comparison_has_the_corrections_of_its_reports(client, three):
    there, elsewhere = correct(three[2]), correct(three[0], new_value="Onbekend")
    found = entries_at(client, "/wijzigingen.atom?van=vgr-2&naar=vgr-3")
    assert list(found) == [f"correctie/{there.pk}", "wijziging/vgr-2/vgr-3/status/maatregel/hoorrecht"]
    assert f"correctie/{elsewhere.pk}" in entries_at(client)


@pytest.mark.parametrize("query", ["soort=vooruit", "van=vgr-99", "naar=vgr-99", "van=vgr-1&naar=x&soort=y", "soort=%00"])
def test_a_bad_choice_says_what_is_possible(client, three, query):
    response = client.get(f"/wijzigingen.atom?{query}")
    assert response.status_code == 400
    assert response["Content-Type"].startswith("text/html")
    assert 'action="/wijzigingen/"' in response.content.decode()


def test_more_reports_cost_no_more_queries(client, three, measure):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get("/wijzigingen.atom")
        return len(queries)

    before = cost()
    for number in (4, 5, 6):
        make_stands(measure, (make_report(number, number), Status.UNDERWAY))
    assert cost() == before
