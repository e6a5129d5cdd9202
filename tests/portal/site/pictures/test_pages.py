"""Every picture on every page: its title, its description, and the same facts in text beside it."""

import gzip
import re
from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

from laws.enums import Phase
from laws.models import Bill
from portal.core.dates import in_dutch
from portal.site.pictures.plans import plan_of
from tests.factories import make_bill, make_bill_stand, make_report

pytestmark = pytest.mark.once

PAGES = [
    "/",
    "/nu/samenwerkingsverband/",
    "/nu/schoolleider/?rapportage=vgr-2&datum=2023-06-01",
    "/maatregelen/landelijke-norm-basisondersteuning/",
    "/maatregelen/verzuim-en-schooluitval-voorkomen/",
    "/maatregelen/hoorrecht/",
    "/doelen/",
    "/doelen/?rapportage=vgr-2",
    "/wetsvoorstellen/",
    "/wetsvoorstellen/?rapportage=vgr-2",
    "/wetsvoorstellen/terugdringen-verzuim/",
    "/rapportages/",
]
STATIC = Path(settings.BASE_DIR) / "portal/static/portal"


def soup(client, address):
    return BeautifulSoup(client.get(address).content, "html.parser")


@pytest.mark.parametrize("address", PAGES)
def test_every_picture_has_a_title_and_a_description(client, address):
    page = soup(client, address)
    for picture in page.select("main svg svg, main svg"):
        if picture.find_parent("svg") is None and not picture.get("aria-hidden"):
            assert picture["role"] == "img"
            assert page.find(id=picture["aria-labelledby"]).name == "title"
            assert page.find(id=picture["aria-describedby"]).name == "desc"
            assert picture.title.get_text(strip=True)
            assert picture.desc.get_text(strip=True)
    titles = [each.get_text() for each in page.select("main svg title")]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("address", PAGES)
def test_ids_are_unique_and_links_within_the_page_lead_somewhere(client, address):
    page = soup(client, address)
    counts = Counter(each["id"] for each in page.select("[id]"))
    assert [name for name, count in counts.items() if count > 1] == []
    assert [link["href"] for link in page.select('a[href^="#"]') if link["href"][1:] not in counts] == []


@pytest.mark.parametrize("address", PAGES)
def test_pictures_are_markup_that_a_strict_policy_allows(client, address):
    html = client.get(address).content.decode()
    assert " style=" not in html
    # Scripts are files of the portal. The page itself has data blocks only.
    assert not re.search(r'<style\b|<script(?![^>]* src="/static/| type="application/ld\+json")', html)
    # SVG needs a decimal point; Dutch localisation would write a comma.
    assert not re.search(r'\b(x|y|x1|x2|width)="\d+,\d', html)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_with_everything_is_light(client, address):
    parts = [client.get(address).content, (STATIC / "portal.css").read_bytes(), (STATIC / "mark.svg").read_bytes()]
    assert sum(len(gzip.compress(part)) for part in parts) <= 60_000


def test_the_stylesheet_is_small():
    assert (STATIC / "portal.css").stat().st_size < 29_900


def test_the_facts_of_the_timeline_stand_in_the_tables(client):
    page = soup(client, "/wetsvoorstellen/")
    rows = [row for row in page.select("main table tr") if row.find("th", scope="row")]
    for bill in Bill.objects.published().with_planning():
        said = " ".join(row.get_text(" ") for row in rows if row.th.a and row.th.a["href"] == bill.get_absolute_url())
        found = plan_of(bill)
        promised = [step for steps in found.promises for step in steps]
        for step in (*found.phases, *found.entry):
            assert step.words in said, (bill, step)
        for step in promised:
            assert step.words in said, (bill, step)
            assert step.report in said, (bill, step)
        for fact in found.facts:
            assert in_dutch(fact.date) in said, (bill, fact)


@pytest.mark.parametrize("address", ["/maatregelen/landelijke-norm-basisondersteuning/", "/maatregelen/hoorrecht/"])
def test_the_facts_of_a_history_stand_in_its_table(client, address):
    figure = soup(client, address).find(id="geschiedenis")
    descriptions = [each.get_text() for each in figure.select("svg desc")]
    cells = [" ".join(item.get_text() for item in cell.select("li")) for cell in figure.select("table td")]
    assert descriptions == cells
    assert len(cells) >= 2


def test_the_board_and_its_table_say_the_same(client):
    page = soup(client, "/")
    on_board = {}
    for column in page.select(".board__column"):
        status = column.select_one(".status").get_text(strip=True)
        tiles = column.select(".board__tile")
        assert int(column.select_one(".board__count").get_text()) == len(tiles)
        on_board |= {tile.select_one(".board__number").get_text(): (status, "▲" in tile.get_text()) for tile in tiles}
    in_table = {
        row.td.get_text(): (row.select_one(".status").get_text(strip=True), "▲" in row.get_text())
        for row in page.select("main table tbody tr")
    }
    assert on_board == in_table
    assert len(on_board) == 25


def test_the_bars_and_their_table_say_the_same(client):
    figure = soup(client, "/rapportages/").find(id="status-per-rapportage")
    for bar, row in zip(figure.select("svg"), figure.select("tbody tr"), strict=True):
        counts = [int(cell.get_text()) for cell in row.select("td")]
        assert [int(n) for n in re.findall(r"(\d+) (?:afg|in |nog|onb)", bar.desc.get_text())] == [n for n in counts if n]


def test_a_cell_of_the_matrix_says_its_status_in_words(client):
    cells = soup(client, "/doelen/").select(".matrix__yes")
    assert len(cells) == 64
    assert {cell.get_text(strip=True) for cell in cells} == {"ja, afgerond", "ja, in uitvoering", "ja, in opstartfase"}


def test_words_of_a_source_are_escaped(client, empty):
    make_bill_stand(make_bill(title="<b>Wet</b>"), make_report(), planning=[(Phase.ENTRY_INTO_FORCE, "2027")])
    html = client.get("/wetsvoorstellen/").content.decode()
    assert "<b>Wet" not in html
    assert "&lt;b&gt;Wet" in html
