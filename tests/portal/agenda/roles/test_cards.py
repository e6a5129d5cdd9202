"""The cards of `/nu/` and the pages behind them give the same numbers."""

import re

import pytest
from bs4 import BeautifulSoup

from measures.models import Sector

pytestmark = pytest.mark.once

# The words after a number on a card, and the section of the page with that number of actions.
SECTIONS = {
    "verplichting": "geldt-nu",
    "mogelijkhe": "kan-nu-al",
    "oudere": "ouder",
}
AHEAD = {"komt eraan of wordt verwacht", "komen eraan of worden verwacht", "aangekondigd zonder zekere datum"}


def numbers_of_card(card):
    lines = [re.match(r"(\d+) (.+)", line.get_text(" ", strip=True)) for line in card.select("li")]
    return {line[2]: int(line[1]) for line in lines if line}


@pytest.mark.parametrize("sector", ["", "po", "vo", "go"])
def test_a_card_has_the_numbers_of_its_page(client, sector):
    query = f"?sector={sector}" if sector else ""
    assert not sector or Sector.objects.filter(slug=sector).exists()
    cards = BeautifulSoup(client.get(f"/nu/{query}").content, "html.parser").select(".card")
    assert cards
    for card in cards:
        found = numbers_of_card(card)
        page = BeautifulSoup(client.get(card.a["href"]).content, "html.parser")
        for words, section in SECTIONS.items():
            on_card = sum(number for line, number in found.items() if line.startswith(words))
            on_page = page.select(f"#{section} .action")
            assert on_card == len(on_page), (card.a["href"], words)
            if on_page:
                assert int(page.select_one(f"#{section} .count").get_text()) == len(on_page)
        ahead = sum(number for line, number in found.items() if line in AHEAD)
        assert ahead == len(page.select("#komt .action")), card.a["href"]
