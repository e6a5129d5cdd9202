"""The wording of pages, apart from the content: short sentences in plain words. For the content, see test_prose.py."""

import pytest
from bs4 import BeautifulSoup

from portal.desk.editing.prose import hard_words, long_sentences, sentences

pytestmark = pytest.mark.once

PAGES = [
    "/", "/nu/", "/nu/samenwerkingsverband/", "/nu/leraar/?datum=morgen", "/nu/directeur/", "/ouders/",
    "/nu/leraar/veranderd/", "/acties/steunpunt-inrichten/",
    "/maatregelen/", "/maatregelen/?status=onzin", "/maatregelen/?zoek=bestaatnergens", "/maatregelen/hoorrecht/",
    "/maatregelen/hoorrecht/vgr-2/", "/doelen/", "/doelen/4/", "/speerpunten/", "/wetsvoorstellen/",
    "/wetsvoorstellen/terugdringen-verzuim/", "/moties/", "/moties/31497-305/", "/rapportages/", "/rapportages/vgr-5/",
    "/wijzigingen/", "/wijzigingen/?van=vgr-5&naar=vgr-5", "/zoeken/", "/zoeken/?q=qqqq", "/overzicht/", "/over/",
    "/begrippen/", "/over/onderdelen/", "/toegankelijkheid/", "/privacy/", "/kwetsbaarheid-melden/", "/api/v1/", "/open-data/",
    "/bestaat-niet/", "/beheer/account/inloggen/",
]  # fmt: skip
# The elements that hold sentences. Table cells hold facts, so they are left out.
SPOKEN = "main p, main li, main dd, main label, main summary, main figcaption, main legend, header a, footer p, footer li"
# Words that are too difficult for the interface. `hard_words()` finds the words that the content may not have either.
AVOID = {"middels", "conform", "inzake", "tevens", "echter", "reeds", "teneinde", "derhalve", "faciliteren", "implementeren",
         "communiceren", "realiseren", "optimaliseren", "monitoren"}  # fmt: skip


# What the real pages say, by address: both tests read the same.
_read: dict[str, list[str]] = {}


def spoken(client, address):
    """Return each text of the page itself. Quotations from a source are left out."""
    if address not in _read:
        _read[address] = list(_spoken(client, address))
    return _read[address]


def _spoken(client, address):
    page = BeautifulSoup(client.get(address, headers={"Accept": "text/html"}).content, "html.parser")
    for gone in page.select("code, pre, svg, .term__meaning, .place, .source, .quote, script"):
        gone.decompose()
    for element in page.select(SPOKEN):
        if not element.select(SPOKEN):
            text = " ".join(element.get_text(" ").split())
            # A text with an arrow lists dates and is no sentence.
            if text and "→" not in text:
                yield text


@pytest.mark.parametrize("address", PAGES)
def test_no_sentence_is_over_25_words_and_no_word_is_hard(client, address):
    found = [(sentence, "lang") for text in spoken(client, address) for sentence in long_sentences(text)]
    found += [(text, word) for text in spoken(client, address) for word in hard_words(text)]
    found += [(text, word) for text in spoken(client, address) for word in AVOID & set(text.lower().split())]
    assert found == []


def test_sentences_are_15_words_or_fewer_on_average(client):
    lengths = [len(s.split()) for address in PAGES for text in spoken(client, address) for s in sentences(text)]
    assert len(lengths) > 500
    assert sum(lengths) / len(lengths) <= 15
