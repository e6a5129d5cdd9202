"""What others show of a page: its title and picture, the small page in a frame, a citation, and a mail to the editors."""

import html
import io
import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from tests import factories

pytestmark = pytest.mark.once

KINDS = ["maatregelen/hoorrecht", "wetsvoorstellen/terugdringen-verzuim", "moties/31497-305", "nu/samenwerkingsverband"]


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


@pytest.mark.parametrize("path", ["maatregelen/hoorrecht", "nu/samenwerkingsverband"])
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
    lines = [line.text for line in bill.find_all("li")]
    assert lines[0] == "Gepland: 1 augustus 2024 (Kamerbrief 15 juli 2022)"
    assert "Hoorrecht: geldt sinds 1 augustus 2025" in lines
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
    "address", ["/insluiten/maatregelen/bestaat-niet/", "/deelplaatje/moties/1-1.png", "/insluiten/doelen/1/"]
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


@pytest.mark.parametrize(
    "address", ["/maatregelen/hoorrecht/", "/maatregelen/hoorrecht/vgr-5/", "/moties/31497-305/", "/acties/steunpunt-inrichten/"]
)
def test_who_sees_a_fault_mails_the_editors_with_address_and_place(client, settings, address):
    settings.SITE_CONTACT = "redactie@example.nl"
    links = [link["href"] for link in soup_of(client, address).find_all("a") if "Klopt dit niet?" in link.text]
    (parts,) = [urlsplit(link) for link in links]
    asked = parse_qs(parts.query)
    assert unquote(parts.path) == "redactie@example.nl"
    assert asked["subject"][0].startswith("Klopt dit niet: ")
    assert f"Pagina: http://testserver{address}\nPlaats in de bron: " in asked["body"][0]


def test_without_an_address_there_is_no_mail(client):
    assert "Klopt dit niet?" not in client.get("/moties/31497-305/").content.decode()
