"""Terms are explained where they occur, and together on one page."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from portal.desk.editing.prose import hard_words, long_sentences
from portal.site.glossary import TERMS

pytestmark = pytest.mark.once


def test_every_term_is_on_the_page_in_order_of_the_alphabet(client):
    page = BeautifulSoup(client.get("/begrippen/").content, "html.parser")
    names = [term.get_text() for term in page.select("main dt")]
    assert names == [term.name for term in TERMS] == sorted(names)
    assert all(reverse(term.page) for term in TERMS if term.page)


def test_meanings_are_plain():
    assert [term.name for term in TERMS if long_sentences(term.meaning) or hard_words(term.meaning)] == []


@pytest.mark.parametrize(
    ("address", "name"), [("/maatregelen/", "deelmaatregel"), ("/rapportages/vgr-5/", "peildatum"), ("/moties/", "motie")]
)
def test_a_word_is_explained_where_it_stands(client, address, name):
    page = BeautifulSoup(client.get(address).content, "html.parser")
    button = page.select_one("button.term")
    meaning = page.find(id=button["popovertarget"])
    assert next(term.meaning for term in TERMS if term.name == name) in meaning.get_text()
    assert meaning.has_attr("popover")
    assert meaning.a["href"] == f"/begrippen/#{name}"
