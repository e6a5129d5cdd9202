"""The page of all components, `/over/onderdelen/`, and the setting for a house style."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from portal.site.components import colours

pytestmark = pytest.mark.once

ADDRESS = "/over/onderdelen/"
COMPONENTS = {f"components/{path.name}" for path in Path(settings.BASE_DIR, "templates/components").glob("*.html")}
# Components that this page cannot show, because they need another situation: a feed, an older report, a list, two snapshots to
# compare, a correction, a page with files of its own, filters that fold, and an address of the editors.
ELSEWHERE = {
    "components/briefing.html",
    "components/filter_fold.html",
    "components/wrong.html",
    "components/wrong_list.html",
    "components/corrections.html",
    "components/feed_head.html",
    "components/follow_head.html",
    "components/list_as_of.html",
    "components/older.html",
    "components/wording.html",
}


def test_it_shows_every_component(client):
    response = client.get(ADDRESS)
    shown = {template.name for template in response.templates}
    assert shown >= COMPONENTS - ELSEWHERE
    assert {
        "agenda/duties.html",
        "agenda/options.html",
        "pictures/board.html",
        "pictures/bill.html",
        "pictures/history.html",
    } <= shown


@pytest.mark.parametrize("part", ["status__mark", "movement", "movement--forward", "last-named", "source"])
def test_it_shows_every_tag(client, part):
    assert re.search(rf'class="[^"]*\b{part}\b', client.get(ADDRESS).content.decode())


def test_it_shows_every_colour_of_the_stylesheet(client):
    html = client.get(ADDRESS).content.decode()
    assert len(colours()) >= 15
    assert [colour for colour in colours() if f"<code>{colour}</code>" not in html] == []


@pytest.mark.usefixtures("empty")
def test_it_works_without_any_record(client):
    response = client.get(ADDRESS)
    assert response.status_code == 200
    assert "nog geen wetsvoorstel" in response.content.decode()


def test_a_house_style_comes_after_our_own(client, settings):
    assert '<html lang="nl">' in client.get("/over/").content.decode()
    settings.THEME_STYLESHEET, settings.THEME_CLASS = "/huisstijl/stijl.css", "theme-ministerie"
    html = client.get("/over/").content.decode()
    assert '<html lang="nl" class="theme-ministerie">' in html
    assert re.search(r'portal[^"]*\.css">.*<link rel="stylesheet" href="/huisstijl/stijl\.css">', html, re.DOTALL)
