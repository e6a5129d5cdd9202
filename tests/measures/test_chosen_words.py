"""What a page says of a choice: the words that readers know, and never the code that stands in its address."""

import re

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict

from motions.filters import MotionFilter

pytestmark = pytest.mark.once

PAGES = [
    "/maatregelen/", "/moties/", "/wetsvoorstellen/", "/wijzigingen/", "/overzicht/", "/zoeken/", "/doelen/",
    "/nu/", "/nu/schoolbestuur/", "/nu/schoolbestuur/veranderd/", "/acties/steunpunt-inrichten/",
]  # fmt: skip


def codes_of(form):
    """Return of each field with choices one value that is a code: it has a hyphen, and its label says it otherwise."""
    return {
        name: code
        for name, field in form.fields.items()
        if (code := next((str(v) for v, label in getattr(field, "choices", ()) if "-" in str(v) and str(v) != str(label)), None))
    }


def words_of(response):
    """Return the title and the text of a page, without the addresses that it prints."""
    page = BeautifulSoup(response.content, "html.parser")
    for element in page.select("script, style"):
        element.decompose()
    return re.sub(r"https?://\S+", "", page.get_text(" "))


@pytest.mark.parametrize("address", PAGES)
def test_no_page_shows_the_code_of_a_choice(client, address):
    codes = codes_of(client.get(address).context["filter"].form)
    assert codes or address in ("/overzicht/", "/doelen/")
    for query in (codes, codes | dict.fromkeys(list(codes)[:1], "bestaat-niet")):
        words = words_of(client.get(address, query | ({"q": "ondersteuning"} if address == "/zoeken/" else {})))
        shown = [code for code in query.values() if re.search(rf"(?<![\w/=-]){re.escape(code)}(?![\w-])", words)]
        assert shown in ([], ["bestaat-niet"])


def test_a_choice_stands_in_its_own_words_within_a_line():
    filterset = MotionFilter(QueryDict("voortgang=verdwenen-zonder-uitleg&status=in-uitvoering&zoek=afgerond"))
    assert filterset.in_words() == [
        "wat ervan werd: verdwenen zonder uitleg",
        "status: in uitvoering",
        "woorden: „afgerond”",
    ]
