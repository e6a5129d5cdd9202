"""What official papers say of a bill: its names and its stations, on its page and in the API."""

import datetime as dt

import pytest

from laws.enums import StationKind
from laws.models import Bill, BillName, EntryIntoForce
from measures.enums import ReportKind, ReportState
from measures.publication.freezing import FrozenError, correcting
from tests import factories

pytestmark = pytest.mark.once
ADDRESS = "/wetsvoorstellen/versterking-positie-ouders-en-leerlingen/"
API = "/api/v1/wetsvoorstellen/"


def make_paper(slug="kst-1", *, day="1 mei 2026", kind=ReportKind.OFFICIAL, **fields):
    about = {"official_number": slug, "link": f"https://example.org/{slug}"}
    return factories.make_report(slug, kind=kind, publication=day, reference="", **about | fields)


@pytest.fixture
def bill(empty):
    bill = factories.make_bill("wet", dossier="36443")
    factories.make_bill_stand(bill, factories.make_report("vgr-5"))
    return bill


def test_a_bill_with_everything(client):
    found = client.get(f"{API}versterking-positie-ouders-en-leerlingen").json()
    assert found["dossier"] == "36443"
    assert found["citeertitel"] == "Wet versterking positie ouders en leerlingen in het passend onderwijs"
    assert found["opschrift"].startswith("Wijziging van de Wet op het primair onderwijs, de Wet primair onderwijs BES")
    assert "Wet medezeggenschap op scholen" in found["wijzigt"]
    by_kind = {}
    for station in found["stations"]:
        by_kind.setdefault(station["soort"], station)
    assert (by_kind["stemming-tweede-kamer"]["datum"], by_kind["stemming-tweede-kamer"]["uitslag"]) == (
        "2024-04-23", "Aangenomen met algemene stemmen.",
    )  # fmt: skip
    assert by_kind["stemming-eerste-kamer"]["datum"] == "2024-05-21"
    assert (by_kind["staatsblad"]["datum"], by_kind["staatsblad"]["kenmerk"]) == ("2024-06-17", "Stb. 2024, 165")
    assert by_kind["staatsblad"]["url"] == "https://wetten.overheid.nl/BWBR0049824/2025-08-01"
    assert by_kind["indiening"]["bron"].startswith("ek-36443: ")
    days = [station["laatst"] or "9999" for station in found["stations"]]
    assert days == sorted(days), "in the order of their days, and last what no source gives a day"
    page = client.get(ADDRESS).content.decode()
    for words in (
        "Stb. 2024, 165",
        "Aangenomen met algemene stemmen",
        "officiële bron",
        "onze lezing",
        "Opgezocht op 29 november 2026",
    ):
        assert words in page, words


def test_a_bill_with_nothing_says_that_nothing_was_found_and_when(client):
    found = client.get(f"{API}governance-passend-onderwijs").json()
    assert (found["dossier"], found["citeertitel"], found["opschrift"], found["wijzigt"]) == (None, None, None, [])
    assert (found["stations"], found["opgezocht"]) == ([], "2026-11-29")
    page = client.get("/wetsvoorstellen/governance-passend-onderwijs/").content.decode()
    assert "Niets gevonden, opgezocht op 29 november 2026" in page


def test_a_bill_that_nobody_looked_up_claims_nothing(client, bill):
    page = client.get(bill.get_absolute_url()).content.decode()
    assert "Niets gevonden." in page
    assert "opgezocht op" not in page


def test_a_reading_is_never_a_fact(client):
    """The act on pupils who are ill is in the text of another law, while its adoption was read nowhere."""
    found = client.get(f"{API}onderwijs-aan-zieke-leerlingen").json()
    readings = [station for station in found["stations"] if station["lezing"]]
    assert {"inwerkingtreding", "staatsblad", "stand"} == {station["soort"] for station in readings}
    assert (found["inwerkingtreding"], found["uitkomstNu"]) == ([], "in-behandeling")
    (published,) = [station for station in found["stations"] if station["soort"] == "staatsblad"]
    assert (published["datum"], published["tekst"]) == (None, "tussen 25 mei en 1 juni 2026")
    assert (published["vroegst"], published["laatst"]) == ("2026-05-25", "2026-06-01")
    assert (published["kenmerk"], published["officieel"]) == (None, False)
    page = client.get("/wetsvoorstellen/onderwijs-aan-zieke-leerlingen/").content.decode()
    assert "nummer niet gelezen, tussen 25 mei en 1 juni 2026 (onze lezing)" in page
    assert "Een deel geldt kennelijk sinds 1 oktober 2026 (onze lezing)." in page
    assert "Alles wat er gebeurde, ook na deze rapportage" in page


def test_a_station_without_a_day_comes_last_and_those_of_one_day_in_the_order_of_the_procedure(bill):
    paper = make_paper()
    for kind, period in (("staatsblad", "1 mei 2026"), ("amendement", ""), ("indiening", "1 mei 2026")):
        factories.make_station(bill, paper, kind, period=period)
    found = Bill.objects.with_planning().get(pk=bill.pk)
    assert [station.kind for station in found.timeline] == ["indiening", "staatsblad", "amendement"]


def test_the_newest_paper_that_gives_a_name_leads(bill):
    old, new = make_paper("oud", day="1 mei 2025"), make_paper("nieuw")
    about = {"bill": bill, "location": "x"}
    BillName.objects.create(report=new, citation_title="Wet nieuw", changes="Wet B\nWet A", **about)
    BillName.objects.create(report=old, citation_title="Wet oud", official_title="Wijziging van wetten", changes="Wet A", **about)
    found = Bill.objects.with_planning().get(pk=bill.pk)
    assert (found.cited.citation_title, found.titled.official_title) == ("Wet nieuw", "Wijziging van wetten")
    assert found.laws_changed == ["Wet A", "Wet B"]


def test_a_station_is_public_only_with_its_source_and_then_frozen(client, bill):
    draft = make_paper(state=ReportState.DRAFT)
    station = factories.make_station(bill, draft)
    assert client.get(f"{API}wet").json()["stations"] == []
    draft.state, draft.published_at = ReportState.PUBLISHED, dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
    draft.save()
    assert len(client.get(f"{API}wet").json()["stations"]) == 1
    station.result = "Verworpen."
    with pytest.raises(FrozenError):
        station.save()
    with correcting("Verkeerd gelezen."):
        station.save()
    assert client.get(f"{API}wet").json()["stations"][0]["uitslag"] == "Verworpen."


def test_an_older_report_does_not_know_what_happened_later(bill):
    factories.make_station(bill, make_paper(day="1 juni 2026"))
    report = bill.snapshots.get().report
    assert Bill.objects.with_planning(report).get(pk=bill.pk).timeline == []


def test_the_page_of_a_source_tells_what_it_says_of_bills(client):
    page = client.get("/rapportages/kst-36443-6/").content.decode()
    assert "Wat er met wetsvoorstellen gebeurde" in page
    assert "De Tweede Kamer ontving de nota." in page


@pytest.mark.parametrize("kind", StationKind.values)
def test_every_kind_of_station_has_words(kind):
    assert StationKind(kind).label


def test_a_day_that_two_sources_state_stands_on_the_page_once(client):
    """The text of the law has the support centre on the day that the fifth report gives."""
    entries = EntryIntoForce.objects.filter(part="Ouder- en jeugdsteunpunt")
    assert set(entries.values_list("report__slug", "date")) == {
        (slug, dt.date(2025, 1, 1)) for slug in ("wpo-2025-01-01", "vgr-5")
    }
    page = client.get(ADDRESS).content.decode()
    head = page.split("Wetskaart")[0]
    assert head.count("Ouder- en jeugdsteunpunt: geldt sinds 1 januari 2025") == 1
    assert "/rapportages/wpo-2025-01-01/" in head
    assert client.get("/wetsvoorstellen.csv").content.decode().count("Ouder- en jeugdsteunpunt: 2025-01-01") == 1
