"""The search page, `/zoeken/`, and the search box of every page."""

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.search.index import rebuild
from portal.search.models import SearchDocument
from tests import factories


def page_of(client, query="", status=200):
    response = client.get("/zoeken/", query)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def answers_on(page):
    return [link["href"] for link in page.select(".answer__title")]


def facets_on(page, name):
    return [" ".join(link.text.split()) for link in page.select(f'nav[aria-label="{name}"] a')]


def test_without_a_question_it_says_what_can_be_found(client):
    for query in ({}, {"q": ""}, {"q": "   "}):
        page = page_of(client, query)
        assert "U zoekt in alles" in page.main.text
        assert page.select('a[href="/nu/"]')
        assert answers_on(page) == []


def test_an_answer_says_what_it_is_and_why_it_was_found(client):
    page = page_of(client, {"q": "hoorrecht"})
    assert page.title.text.startswith("Zoeken naar „hoorrecht”")
    first = page.select_one(".answer")
    assert first.select_one(".kicker").text == "Maatregel 4"
    assert first.select_one("a mark").text == "Hoorrecht"
    assert page.select_one("#id_q")["value"] == "hoorrecht"


def test_a_typing_mistake_is_mended_and_said(client):
    text = page_of(client, {"q": "hoorecht"}).main.text
    assert "Niets gevonden voor „hoorecht”. Bedoelde u hoorrecht?" in " ".join(text.split())


def test_when_some_words_are_found_only_it_says_so(client):
    assert "Nergens staan al uw woorden bij elkaar." in page_of(client, {"q": "qqqq hoorrecht"}).main.text


def test_when_nothing_is_found_it_says_what_to_try(client):
    page = page_of(client, {"q": "qqqq"})
    assert "Niets gevonden" in page.main.text
    assert page.select('a[href="?q=31497-305"]')
    assert page.select('a[href="/wetsvoorstellen/"]')


def test_facets_count_what_they_leave(client):
    page = page_of(client, {"q": "hoorrecht"})
    kinds = facets_on(page, "Soort")
    assert kinds[:2] == ["Alles", "Maatregelen (1)"]
    total = int(re.match(r"\d+", page.select_one("#resultaten").text)[0])
    assert sum(int(re.search(r"\((\d+)\)", kind)[1]) for kind in kinds[1:]) == total
    count = int(re.search(r"Bronnotities \((\d+)\)", " ".join(kinds))[1])
    narrowed = page_of(client, {"q": "hoorrecht", "soort": "bronnotitie"})
    assert narrowed.select_one("#resultaten").text == f"{count} resultaten"
    assert all("#notitie-" in address for address in answers_on(narrowed))
    assert facets_on(narrowed, "Soort") == kinds


def test_both_facets_narrow_together(client):
    page = page_of(client, {"q": "hoorrecht", "soort": "stand", "rapportage": "vgr-2"})
    assert answers_on(page) == ["/maatregelen/hoorrecht/vgr-2/"]
    chosen = [link.text for link in page.select(".facet [aria-current]")]
    assert chosen == ["Standen van maatregelen (1)", "Voortgangsrapportage 2 (1)"]
    nothing = page_of(client, {"q": "hoorrecht", "soort": "doel"})
    assert "Niets past bij deze keuze." in nothing.main.text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"q": "a" * 101}, "niet meer dan 100"),
        ({"q": "a\0b"}, "tekens zijn niet toegestaan"),
        ({"q": "a", "soort": "onzin"}, "Soort"),
        ({"q": "a", "rapportage": "vgr-99"}, "Rapportage"),
    ],
)
def test_what_cannot_be_searched_is_said(client, query, words):
    page = page_of(client, query, 400)
    assert words in page.select_one(".error-summary").text
    assert answers_on(page) == []


def test_pages_hold_twenty_answers_and_none_twice(client):
    addresses = []
    for number in range(1, 6):
        found = answers_on(page_of(client, {"q": "hoorrecht leerling ouder qqqq", "pagina": number}))
        assert len(found) == 20
        addresses += found
    assert len(set(addresses)) == 100
    page = page_of(client, {"q": "hoorrecht leerling ouder qqqq", "soort": "actie", "pagina": 2})
    assert "soort=actie" in page.select_one(".pagination a")["href"]
    assert page.select_one("ol.plain")["start"] == "21"


@pytest.mark.parametrize("number", ["0", "-1", "9999", "x", ""])
def test_a_page_that_does_not_exist_gives_the_nearest(client, number):
    assert answers_on(page_of(client, {"q": "leerling", "pagina": number}))


def test_what_a_text_says_is_never_markup(client, empty):
    report = factories.make_report(title="<script>alert(1)</script> rapport", summary="Lees <b onclick=x>rapport</b> & meer.")
    factories.make_stand(factories.make_measure(4), report)
    rebuild()
    html = client.get("/zoeken/", {"q": "rapport"}).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>rapport</mark>" in html
    assert "<b onclick" not in html
    html = client.get("/zoeken/", {"q": '"><script>alert(2)</script>'}).content.decode()
    assert "<script>alert(2)" not in html


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=110))
def test_any_text_gives_a_page(client, question):
    assert client.get("/zoeken/", {"q": question}).status_code in (200, 400)


@pytest.mark.parametrize(
    "address", ["/", "/maatregelen/hoorrecht/", "/rapportages/vgr-5/", "/bestaat-niet/", "/beheer/account/inloggen/"]
)
def test_the_box_stands_in_the_header_of_every_page(client, address):
    page = BeautifulSoup(client.get(address).content, "html.parser")
    form = page.select_one('header form[action="/zoeken/"][method="get"]')
    box = form.select_one('input[name="q"]')
    assert form.select_one(f'label[for="{box["id"]}"]').text


def test_a_page_that_does_not_exist_searches_the_words_of_its_address(client):
    response = client.get("/maatregelen/hoorecht/")
    assert response.status_code == 404
    page = BeautifulSoup(response.content, "html.parser")
    assert page.select_one("main input[name=q]")["value"] == "hoorecht"
    assert answers_on(page)[0] == "/maatregelen/hoorrecht/"
    assert len(answers_on(page)) == 5


def test_a_word_that_only_stands_in_a_text_suggests_nothing(client):
    assert answers_on(BeautifulSoup(client.get("/bestaat-niet/").content, "html.parser")) == []


@pytest.mark.parametrize(
    ("address", "question"),
    [
        ("/bestaat-niet/", "bestaat niet"),
        ("/moties/31497-999/", "31497-999"),
        ("/kst-31497-999", "kst-31497-999"),
        ("/maatregelen/", ""),
        ("/wp-login.php", "wp login php"),
        ("/" + "a/" * 80, "a " * 50),
        ('/%22%3E%3Cscript%3E/"/', "script"),
        ("/a%00b/", "a b"),
    ],
)
def test_the_words_of_an_address(client, address, question):
    response = client.get(address)
    if response.status_code == 404:
        box = BeautifulSoup(response.content, "html.parser").select_one("main input[name=q]")
        assert box["value"].strip() == question.strip()


def test_what_is_asked_is_remembered_by_nobody(client, settings):
    settings.PAGE_MEMORY_MB = 8
    response = client.get("/zoeken/?q=hoorrecht")
    assert response["Cache-Control"] == "private, no-cache" or response["Cache-Control"] == "no-cache, private"
    assert "ETag" not in response


def test_without_an_index_nothing_is_found_and_nothing_breaks(client):
    SearchDocument.objects.all().delete()
    assert answers_on(page_of(client, {"q": "M4"})) == []
