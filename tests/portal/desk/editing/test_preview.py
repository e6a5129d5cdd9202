"""The preview of a draft: the views of the public pages, for staff only."""

import re

import pytest

from measures.models import MeasureSnapshot, Report
from measures.publication.gate import previewed, previewing
from tests.portal.addresses.queries import PAGES

pytestmark = [pytest.mark.ignore_template_errors, pytest.mark.once]

BASE = "/beheer/redactie/vgr-6/voorbeeld/"


@pytest.fixture
def carried(carried):
    MeasureSnapshot.objects.filter(report=carried, measure__slug="hoorrecht").update(summary="Alleen in het concept.")
    return carried


def test_it_shows_the_draft_as_the_newest_report(as_editor, carried):
    html = as_editor.get(f"{BASE}maatregelen/hoorrecht/").content.decode()
    assert "Alleen in het concept." in html
    assert "Stand per <strong>1 oktober 2026</strong>" in html
    assert "<strong>Voorbeeld.</strong>" in html


def test_every_address_on_it_leads_to_a_preview(as_editor, carried):
    html = as_editor.get(BASE).content.decode()
    assert f'href="{BASE}maatregelen/hoorrecht/"' in html
    assert 'href="/maatregelen/' not in html


def test_it_is_kept_out_of_caches_and_search_engines(as_editor, carried):
    response = as_editor.get(BASE)
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


# Parts of paths in PAGES whose records only exist in tests/portal/test_queries.py. The real content has pages of the same kinds.
MADE_UP = ("hoofd", "actie-een", "wet-nr", "correcties/1", "vgr-2-1", "stb-1")


@pytest.mark.story
def test_every_public_page_has_a_preview(as_editor, carried, each):
    for address in PAGES:
        if any(name in address for name in MADE_UP):
            continue
        address = re.sub(r"31497-1\b", "31497-305", address.replace("leraar", "schoolleider"))
        with each(address):
            assert as_editor.get(BASE + address.lstrip("/")).status_code in (200, 301)


@pytest.mark.parametrize("path", ["beheer/", "beheer/redactie/", "bestaat-niet/"])
def test_what_is_no_public_page_has_none(as_editor, carried, path):
    assert as_editor.get(BASE + path).status_code == 404


def test_afterwards_the_public_sees_nothing_of_it(as_editor, client, carried):
    as_editor.get(f"{BASE}maatregelen/hoorrecht/")
    as_editor.get(f"{BASE}bestaat-niet/")
    assert previewed() is None
    html = client.get("/maatregelen/hoorrecht/").content.decode()
    assert "Alleen in het concept." not in html
    assert "/maatregelen/" in html
    assert BASE not in html


def test_the_gate_closes_when_a_page_breaks(carried):
    def look():
        with previewing(carried.pk):
            assert Report.objects.published().filter(pk=carried.pk).exists()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        look()
    assert not Report.objects.published().filter(pk=carried.pk).exists()
