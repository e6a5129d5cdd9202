"""What others show of a page: its title and picture, the small page in a frame, a citation, and a mail to the editors."""

import html
import io
import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from measures.models import MeasureItem
from measures.models.base import Located
from portal.site.tags.facts import WORDS
from tests import factories

pytestmark = pytest.mark.once

KINDS = [
    "maatregelen/hoorrecht",
    "wetsvoorstellen/terugdringen-verzuim",
    "moties/31497-305",
    "doelen/2",
    "nu/samenwerkingsverband",
]


def soup_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def said_of(soup):
    return {each["property"]: each["content"] for each in soup.find_all("meta", property=True)}


@pytest.mark.parametrize("path", KINDS)
def test_a_page_says_its_title_its_words_and_its_picture(client, path):
    said = said_of(soup_of(client, f"/{path}/"))
    assert said["og:title"]
    assert said["og:description"]
    assert said["og:url"] == f"http://testserver/{path}/"
    assert said["og:image"] == f"http://testserver/deelplaatje/{path}.png"


def test_the_words_are_the_figures_of_the_page(client):
    said = said_of(soup_of(client, "/maatregelen/hoorrecht/"))
    assert said["og:title"] == "Maatregel 4: Hoorrecht"
    assert said["og:description"].startswith("Afgerond volgens OCW. 1 verplichting niet bevestigd. Voortgangsrapportage 5")
    assert said_of(soup_of(client, "/wetsvoorstellen/maatwerk/"))["og:title"].startswith("Wetsvoorstel")


@pytest.mark.parametrize(
    "path", ["maatregelen/hoorrecht", "wetsvoorstellen/terugdringen-verzuim", "doelen/2", "nu/samenwerkingsverband"]
)
def test_the_picture_has_the_size_that_is_said(client, path):
    response = client.get(f"/deelplaatje/{path}.png")
    assert response["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(response.content)).size == (1200, 630)


@pytest.mark.usefixtures("empty")
def test_a_picture_is_made_of_any_title(client):
    """A text reaches the typesetter as data; a long one becomes smaller, and one without end is cut."""
    report, measure = factories.make_report(), factories.make_measure(4, slug="vier", title='#panic("x") ' + "lang " * 35)
    factories.make_stand(measure, report)
    assert Image.open(io.BytesIO(client.get("/deelplaatje/maatregelen/vier.png").content)).size == (1200, 630)


@pytest.mark.parametrize("path", KINDS)
def test_any_site_may_frame_the_small_page_and_no_other(client, path):
    response = client.get(f"/insluiten/{path}/")
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response
    assert not response.cookies
    assert "frame-ancestors 'none'" in client.get(f"/{path}/")["Content-Security-Policy"]
    assert client.get(f"/{path}/")["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("path", KINDS)
def test_the_small_page_needs_nothing_and_leads_to_the_whole_page(client, path):
    soup = soup_of(client, f"/insluiten/{path}/")
    assert soup.html["lang"] == "nl"
    assert soup.title.text.strip()
    assert not soup.find_all(["script", "form", "iframe"])
    assert [link["href"] for link in soup.find_all("a")] == [f"http://testserver/{path}/"]
    assert all(link["target"] == "_top" for link in soup.find_all("a"))
    assert soup.find("link", rel="canonical")["href"] == f"http://testserver/{path}/"


def test_the_small_page_says_what_was_promised_and_what_comes(client):
    bill = soup_of(client, "/insluiten/wetsvoorstellen/versterking-positie-ouders-en-leerlingen/")
    lines = [line.get_text(strip=True) for line in bill.select(".picture__said li")]
    assert lines[0] == "kamerbrief 2022: 1 augustus 2024"
    assert "geldt sinds 1 augustus 2025 (hoorrecht)" in lines
    picture = bill.select_one(".picture svg[role=img]")
    assert picture.title.text.startswith("Planning van")
    assert "1 augustus 2024" in picture.desc.text
    goal = soup_of(client, "/insluiten/doelen/2/")
    assert "van 5 maatregelen afgerond volgens OCW" in goal.select_one(".fact").text
    assert "4. Hoorrecht: afgerond" in [line.text for line in goal.find_all("li")]
    role = soup_of(client, "/insluiten/nu/schoolbestuur/").text
    assert "verplichtingen gelden nu" in role
    assert "1 januari 2027" in role or "1 augustus 2027" in role


@pytest.mark.parametrize("path", KINDS)
def test_the_page_gives_the_line_to_paste(client, path):
    (line,) = [code.text for code in soup_of(client, f"/{path}/").select("details pre[data-copy]")]
    frame = BeautifulSoup(line, "html.parser").iframe
    assert frame["src"] == f"http://testserver/insluiten/{path}/"
    assert frame["title"]


@pytest.mark.usefixtures("empty")
def test_a_title_with_quotes_stays_in_the_line_to_paste(client):
    measure = factories.make_measure(4, slug="vier", title='Het "recht" <nu>')
    factories.make_stand(measure, factories.make_report())
    (line,) = [code.text for code in soup_of(client, "/maatregelen/vier/").select("details pre[data-copy]")]
    assert BeautifulSoup(line, "html.parser").iframe["title"] == 'Het "recht" <nu>'
    assert html.escape('Het "recht" <nu>') in line


@pytest.mark.parametrize(
    ("address", "status", "said", "way_on"),
    [
        ("/insluiten/maatregelen/bestaat-niet/", 404, "Dit staat niet of niet meer op", "/zoeken/"),
        ("/insluiten/doelen/x/", 404, "Dit staat niet of niet meer op", "/zoeken/"),
        ("/insluiten/nu/leraar/?utm_source=x", 400, "Dit adres klopt niet", "/nu/leraar/"),
    ],
)
def test_a_frame_without_its_page_says_so(client, address, status, said, way_on):
    """Another site frames an address for years. A page that may not be framed would leave an empty box there."""
    response = client.get(address)
    assert response.status_code == status
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response
    assert not response.cookies
    page = BeautifulSoup(response.content, "html.parser")
    assert page.h1.text.startswith(said)
    assert [(link["href"], link["target"]) for link in page.find_all("a")] == [(f"http://testserver{way_on}", "_top")]
    assert not page.find_all(["script", "form", "iframe", "nav"])


@pytest.mark.parametrize(
    "address",
    [
        "/insluiten/maatregelen/bestaat-niet/",
        "/deelplaatje/moties/1-1.png",
        "/insluiten/doelen/0/",
        "/insluiten/doelen/x/",
        "/insluiten/speerpunten/1/",
    ],
)
def test_what_does_not_exist_is_not_found(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/insluiten/maatregelen/hoorrecht/", "/deelplaatje/maatregelen/hoorrecht.png"])
def test_a_made_up_parameter_is_refused(client, address):
    """Each made-up value would cost another picture."""
    assert client.get(f"{address}?x=1").status_code == 400


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/maatregelen/hoorrecht/", "„Hoorrecht”, stand per 1 februari 2026 volgens de Vijfde voortgangsrapportage"),
        ("/moties/31497-305/", "„Motie 31497-305: Aanspreekpunt"),
        (
            "/acties/steunpunt-inrichten/",
            "volgens de Vijfde voortgangsrapportage verbeteraanpak passend onderwijs. Vindplaats: Stand van zaken",
        ),
    ],
)
def test_a_citation_names_report_place_and_days(client, address, words):
    citation = re.sub(r"\s+", " ", soup_of(client, address).select_one(".cite__words").text).strip()
    assert words in citation
    assert "Gezien op " in citation
    assert citation.endswith(f"http://testserver{address}")


def asked_of(link):
    """Return the address and the words of the mail behind a link, as `parse_qs` gives them."""
    parts = urlsplit(link["href"])
    return unquote(parts.path), parse_qs(parts.query)


@pytest.mark.parametrize(
    "address", ["/maatregelen/hoorrecht/", "/maatregelen/hoorrecht/vgr-5/", "/moties/31497-305/", "/acties/steunpunt-inrichten/"]
)
def test_who_sees_a_fault_mails_the_editors_with_address_and_place(client, settings, address):
    settings.SITE_CONTACT = "redactie@example.nl"
    (link,) = soup_of(client, address).find_all("a", string="Klopt dit niet? Mail de redactie")
    to, asked = asked_of(link)
    assert to == "redactie@example.nl"
    assert asked["subject"][0].startswith("Klopt dit niet: ")
    assert f"Pagina: http://testserver{address}\nPlaats in de bron: " in asked["body"][0]


@pytest.mark.parametrize(
    "address",
    [
        "/maatregelen/hoorrecht/",
        "/maatregelen/hoorrecht/vgr-5/",
        "/moties/31497-305/",
        "/acties/steunpunt-inrichten/",
        "/wetsvoorstellen/terugdringen-verzuim/",
        "/wetsvoorstellen/versterking-positie-ouders-en-leerlingen/",
        "/doelen/4/",
        "/speerpunten/",
        "/rapportages/vgr-5/",
        "/wijzigingen/?van=vgr-2&naar=vgr-5",
        "/",
    ],
)
def test_every_fact_has_a_mail_that_names_its_own_address(client, settings, address):
    """Each line with a source or a place has a link, and the id that the mail names stands on the page, once."""
    settings.SITE_CONTACT = "redactie@example.nl"
    soup = soup_of(client, address)
    ids = [element["id"] for element in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    facts = soup.select("main p.source, main .said-by:has(a[href^='#']), main details.place")
    lines = [fact for fact in facts if not fact.find_parent(class_="place") and "begin:" not in fact.text]
    assert lines
    for line in lines:
        *_, link = line.find_all("a")
        assert link.text == "Klopt dit niet?", line
        to, asked = asked_of(link)
        page, _, at = re.search(r"Pagina: http://testserver(\S+)\nPlaats", asked["body"][0])[1].partition("#")
        assert to == "redactie@example.nl"
        assert (page == address and at in ids) or page.startswith("/acties/")


@pytest.mark.parametrize(
    "address", ["/moties/?status=afgerond", "/maatregelen/", "/overzicht/?doel=1", "/doelen/", "/rapportages/", "/"]
)
def test_a_list_has_one_mail_that_names_the_list_as_it_is_filtered(client, settings, address):
    settings.SITE_CONTACT = "redactie@example.nl"
    (link,) = soup_of(client, address).find_all("a", string="Klopt dit niet? Mail de redactie")
    assert asked_of(link)[1]["body"][0].startswith(f"Pagina: http://testserver{address}\nWat klopt er niet?")


def test_the_mail_has_the_heading_of_the_source_and_its_address_has_the_words(client, settings):
    settings.SITE_CONTACT = "redactie@example.nl"
    item = MeasureItem.objects.filter(snapshot__measure__slug="hoorrecht", location__contains=": „").first()
    fact = soup_of(client, "/maatregelen/hoorrecht/").find(id=f"punt-{item.pk}")
    assert item.location in fact.text
    *_, link = fact.find_all("a")
    assert f"Plaats in de bron: {item.location.partition(':')[0]}\nWat" in asked_of(link)[1]["body"][0]


def test_each_action_of_a_role_has_a_mail_that_names_the_page_of_the_action(client, settings):
    settings.SITE_CONTACT = "redactie@example.nl"
    actions = soup_of(client, "/nu/schoolleider/").select("li.action")
    assert actions
    for action in actions:
        own = action.select_one(".action__text a")["href"].partition("?")[0]
        (link,) = action.find_all("a", string="Klopt dit niet?")
        assert f"Pagina: http://testserver{own}\n" in asked_of(link)[1]["body"][0]


def test_no_two_kinds_of_facts_have_the_same_address():
    assert len(set(WORDS.values())) == len(WORDS)
    assert all(issubclass(kind, Located) for kind in WORDS)


def test_without_an_address_there_is_no_mail(client):
    assert "Klopt dit niet?" not in client.get("/moties/31497-305/").content.decode()
