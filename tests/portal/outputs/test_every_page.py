"""Every page of the sitemap, with the real content: read once for all that is asked of each.

`make test` reads some pages of each kind, and `make stories` all.
"""

import re
from collections import Counter, defaultdict
from html import unescape

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict
from django.test import Client
from django.urls import resolve

from laws.models import Bill
from measures.models import Action, Measure, MeasureSnapshot
from motions.models import Motion
from portal.search.models import SearchDocument
from portal.subscriptions.choices import Choosable
from portal.subscriptions.pages.forms import filled_in
from tests.portal.outputs.test_sitemap import pages_of

pytestmark = pytest.mark.once


@pytest.fixture(scope="module", params=[25, pytest.param(10**6, marks=pytest.mark.story)], ids=["some", "all"])
def pages(request, django_db_setup, django_db_blocker):
    """Return the words of pages of the sitemap by address, at most so many of a kind. A page that cannot be opened fails here."""
    browser, found, of_kind = Client(), {}, Counter()
    with django_db_blocker.unblock():
        for address in pages_of(browser):
            kind = resolve(address).url_name
            of_kind[kind] += 1
            if of_kind[kind] > request.param:
                continue
            response = browser.get(address, headers={"Accept": "text/html"})
            assert response.status_code == 200, address
            found[address] = response.content.decode()
    return found


def test_every_page_has_a_title_of_its_own(pages):
    titles = defaultdict(list)
    for address, page in pages.items():
        titles[re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1].strip()].append(address)
    assert {title: addresses for title, addresses in titles.items() if len(addresses) > 1} == {}


def test_every_real_record_has_a_page(client):
    pages = pages_of(client)
    for model in (Measure, Action, Bill, Motion):
        assert [str(record) for record in model.objects.published() if record.get_absolute_url() not in pages] == []
        assert model.objects.count() == model.objects.published().count()


def test_every_stand_has_a_page_with_its_title(pages):
    found = {
        stand.get_absolute_url(): stand.title_printed for stand in MeasureSnapshot.objects.select_related("measure", "report")
    }
    assert found.keys() & pages.keys()
    for address in found.keys() & pages.keys():
        assert found[address].split("'")[0].split("’")[0][:20] in pages[address]


def test_every_document_of_the_search_leads_to_a_place_on_a_page(client, pages):
    anchors = defaultdict(set)
    for url in SearchDocument.objects.values_list("url", flat=True):
        page, _, anchor = url.partition("#")
        anchors[page].add(anchor)
    assert anchors.keys() <= pages_of(client).keys()
    for page in anchors.keys() & pages.keys():
        assert [place for place in anchors[page] if place and f'id="{place}"' not in pages[page]] == [], page


def test_every_page_leads_to_messages_about_what_it_shows(pages):
    offer = Choosable()
    of_actions = {action.get_absolute_url(): {f"/maatregelen/{each.slug}/" for each in action.measures.all()}
                  for action in Action.objects.prefetch_related("measures")}  # fmt: skip
    for address, page in pages.items():
        link = re.search(r'<a href="/berichten/\?([^"]+)">(Houd mij op de hoogte van [^<]+)</a>', page)
        assert bool(link) != address.startswith("/berichten/"), address
        if not link:
            continue
        query = QueryDict(unescape(link[1]))
        assert filled_in(query, offer)[1], address
        assert ("al het nieuws" in link[2]) == (link[1] == "alles=ja"), address
        shown = {address, address.replace("/werkplan/", "/nu/"), *re.findall(r'href="(/[^"?#]+/)', page)}
        shown |= {f"{'/'.join(each.split('/')[:3])}/" for each in shown}
        shown |= {measure for each in shown for measure in of_actions.get(each, ())}
        paths = {"rol": "/nu", "maatregel": "/maatregelen", "wetsvoorstel": "/wetsvoorstellen", "motie": "/moties"}
        filled = {f"{paths[name]}/{key}/" for name in query for key in query.getlist(name) if name in paths}
        assert filled <= shown, address
        if address.count("/") > 2 and address.startswith(tuple(paths.values())):
            assert f"{'/'.join(address.split('/')[:3])}/" in filled, address


def test_notes_are_no_more_than_a_third_of_the_words(pages):
    """Folded notes count as well: whoever prints the page or listens to it gets them all."""
    found = {measure.get_absolute_url(): measure for measure in Measure.objects.all()}
    for address in found.keys() & pages.keys():
        measure = found[address]
        page = BeautifulSoup(pages[address], "html.parser").main
        notes = sum(len(each.get_text(" ").split()) for each in page.select(".notes"))
        assert notes <= len(page.get_text(" ").split()) / 3, measure
