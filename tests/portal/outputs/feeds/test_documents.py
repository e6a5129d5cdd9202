"""All feeds of the real content: valid Atom, unique and permanent ids, and the same bytes for the same content."""

import datetime as dt
import re
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.utils import timezone
from feedparser import FeedParserDict

from laws.models import Bill
from measures.models import Measure, Report, Role
from tests.portal.outputs.feeds.reading import by_id, parsed

pytestmark = pytest.mark.once

PAGES = {
    "/wijzigingen.atom": "/wijzigingen/",
    "/wijzigingen.atom?soort=planning": "/wijzigingen/?soort=planning",
    "/wijzigingen.atom?van=kamerbrief-2022&naar=vgr-2": "/wijzigingen/?van=kamerbrief-2022&naar=vgr-2",
    "/maatregelen/hoorrecht.atom": "/maatregelen/hoorrecht/",
    "/wetsvoorstellen/terugdringen-verzuim.atom": "/wetsvoorstellen/terugdringen-verzuim/",
    "/nu/schoolleider.atom": "/nu/schoolleider/",
    "/nu/samenwerkingsverband.atom": "/nu/samenwerkingsverband/",
}
ATOM = "{http://www.w3.org/2005/Atom}"
# A tag URI (RFC 4151): a domain name, a year, and characters that need no escaping in a URL.
TAG = re.compile(r"tag:[a-z0-9.-]+,2026:[a-zA-Z0-9._~%/-]+")


# The responses with the real feeds, and the same as a feed reader reads them, by address: no test here changes content.
_responses: dict[str, HttpResponse] = {}
_feeds: dict[str, FeedParserDict] = {}


def real(client, address):
    if address not in _responses:
        _responses[address] = client.get(address)
    return _responses[address]


def feed_at(client, address):
    if address not in _feeds:
        _feeds[address] = parsed(real(client, address))
    return _feeds[address]


def entries_at(client, address="/wijzigingen.atom"):
    return by_id(feed_at(client, address))


def children(element):
    return [child.tag.removeprefix(ATOM) for child in element]


@pytest.mark.parametrize("address", PAGES)
def test_it_says_what_it_is(client, address):
    response = real(client, address)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    found = feed_at(client, address)
    assert found.version == "atom10"
    assert found.feed.language == "nl"
    assert found.feed.title.startswith("Wijzigingen")
    assert found.feed.title.endswith(" – Voortgang passend onderwijs")
    assert found.feed.author == "Voortgang passend onderwijs"
    links = {link.rel: link.href for link in found.feed.links}
    assert links == {"self": f"http://testserver{address}", "alternate": f"http://testserver{PAGES[address]}"}
    assert found.entries


@pytest.mark.parametrize("address", PAGES)
def test_it_has_what_rfc_4287_demands(client, address):
    root = ElementTree.fromstring(real(client, address).content)
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.findall(f"{ATOM}entry")):
        assert {name: children(element).count(name) for name in ("id", "title", "updated")} == dict.fromkeys(
            ("id", "title", "updated"), 1
        )
        assert TAG.fullmatch(element.findtext(f"{ATOM}id"))
        assert dt.datetime.fromisoformat(element.findtext(f"{ATOM}updated")).tzinfo is not None
    for entry in root.findall(f"{ATOM}entry"):
        assert set(children(entry)) == {"id", "title", "updated", "link", "summary", "category"}
        assert entry.find(f"{ATOM}summary").get("type") == "html"
        assert [link.get("rel") for link in entry.findall(f"{ATOM}link")] == ["alternate"]


def test_ids_are_unique_and_one_id_is_one_entry_in_every_feed(client):
    """A feed reader with two of these feeds must show each entry once."""
    every = [f"/maatregelen/{slug}.atom" for slug in Measure.objects.values_list("slug", flat=True)[::4]]
    every += [f"/wetsvoorstellen/{bill.slug}.atom" for bill in Bill.objects.all()[::3]]
    every += [f"/nu/{role.slug}.atom" for role in Role.objects.published()[:4]]
    known, feeds = {}, []
    for address in {*PAGES, *every}:
        feed = feed_at(client, address)
        feeds.append(feed.feed.id)
        for key, entry in by_id(feed).items():
            said = entry.title, entry.link, entry.updated, entry.summary
            assert known.setdefault(key, said) == said
    assert len(known) > 200
    assert len(set(feeds)) == len(feeds)
    assert not {key.split(",2026:")[1] for key in feeds} & known.keys()


def test_an_id_is_made_of_what_the_entry_is_about(client, settings):
    settings.FEED_AUTHORITY = "portaal.example.nl"
    ids = {entry.id for entry in parsed(client.get("/wijzigingen.atom")).entries}
    assert {
        "tag:portaal.example.nl,2026:wijziging/vgr-2/vgr-5/status/maatregel/hoorrecht",
        "tag:portaal.example.nl,2026:wijziging/vgr-2/vgr-5/nieuw/motie/36740-VIII-12",
        "tag:portaal.example.nl,2026:wijziging/vgr-2/vgr-5/planning/wetsvoorstel/terugdringen-verzuim/parlementaire-behandeling",
        "tag:portaal.example.nl,2026:wijziging/vgr-2/vgr-5/planning/wetsvoorstel/terugdringen-verzuim/inwerkingtreding"
        "/Overige%20maatregelen",
        "tag:portaal.example.nl,2026:rapportage/vgr-5/gepubliceerd",
    } <= ids
    assert len(ids) == 93 + Report.objects.count()


@pytest.mark.parametrize("address", PAGES)
def test_the_same_content_gives_the_same_bytes(client, address, monkeypatch):
    before = real(client, address).content
    later = timezone.now() + dt.timedelta(days=400)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert client.get(address).content == before


def test_old_and_new_with_their_places(client):
    entry = entries_at(client)["wijziging/vgr-2/vgr-5/status/maatregel/hoorrecht"]
    assert entry.title == "Andere status: 4. Hoorrecht (van „In uitvoering” naar „Afgerond”)"
    assert entry.link == "http://testserver/maatregelen/hoorrecht/"
    was, now, way = BeautifulSoup(entry.summary, "html.parser").find_all("p")
    assert was.text.startswith(
        "Was: „In uitvoering”. Bron: Tweede voortgangsrapportage verbeteraanpak passend onderwijs, Maatregel 4"
    )
    assert now.text.startswith(
        "Is nu: „Afgerond”. Bron: Vijfde voortgangsrapportage verbeteraanpak passend onderwijs, Maatregelen,"
    )
    assert was.a["href"] == "http://testserver/rapportages/vgr-2/"
    assert way.text == "Beweging: vooruit"


def test_every_change_names_both_reports(client):
    for key, entry in entries_at(client).items():
        if key.startswith("wijziging/"):
            links = [link["href"] for link in BeautifulSoup(entry.summary, "html.parser").find_all("a")]
            assert links == ["http://testserver/rapportages/vgr-2/", "http://testserver/rapportages/vgr-5/"], key


def test_what_a_report_does_not_name(client):
    entry = entries_at(client)["wijziging/vgr-2/vgr-5/nieuw/maatregel/brugfunctie"]
    assert "Was: niet genoemd. Bron: <a" in entry.summary
    assert "Is nu: „16b. Brugfunctie" in entry.summary
    entry = entries_at(client)["wijziging/vgr-2/vgr-5/vervallen/maatregel/jeugdhulpexpertise-in-de-school"]
    assert "Is nu: niet genoemd. Bron: <a" in entry.summary


@pytest.mark.parametrize(
    "address", ["/maatregelen/bestaat-niet.atom", "/wetsvoorstellen/bestaat-niet.atom", "/nu/bestaat-niet.atom", "/moties/1.atom"]
)
def test_what_does_not_exist(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("address", "feed"),
    [
        ("/wijzigingen/", "/wijzigingen.atom"),
        ("/maatregelen/hoorrecht/", "/maatregelen/hoorrecht.atom"),
        ("/wetsvoorstellen/terugdringen-verzuim/", "/wetsvoorstellen/terugdringen-verzuim.atom"),
        ("/nu/schoolleider/?sector=po", "/nu/schoolleider.atom?sector=po"),
        ("/moties/", "/moties.atom"),
        ("/zoeken/?q=verzuim", "/zoeken.atom?q=verzuim"),
        ("/acties/verzuim-eenduidig-registreren/", "/acties/verzuim-eenduidig-registreren.atom"),
    ],
)
def test_the_page_leads_to_it(client, address, feed):
    html = BeautifulSoup(client.get(address).content, "html.parser")
    head = html.head.find("link", rel="alternate", type="application/atom+xml")
    assert head["href"] == feed
    assert head["title"].startswith(("Wijzigingen", "Alle wijzigingen"))
    assert html.main.find("a", string="Volg de wijzigingen als feed (Atom)")["href"] == feed


def test_the_page_of_one_kind_leads_to_the_feed_of_that_kind(client):
    html = BeautifulSoup(client.get("/wijzigingen/?van=vgr-2&naar=vgr-5&soort=planning").content, "html.parser")
    assert html.main.find("a", string="Volg de wijzigingen als feed (Atom)")["href"] == "/wijzigingen.atom?soort=planning"


def test_a_report_says_its_day_as_a_day(client):
    said = {entry.id.rsplit(":", 1)[1]: entry.summary for entry in feed_at(client, "/wijzigingen.atom").entries}
    assert "Stand per 31 maart 2023" in said["rapportage/vgr-2/gepubliceerd"]
    assert "Stand per" not in said["rapportage/plan-2014/gepubliceerd"]
