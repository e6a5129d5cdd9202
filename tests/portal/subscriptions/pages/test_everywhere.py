"""Every page leads to messages by e-mail about its own subject, and no log has the token of a link."""

import logging
import re
from urllib.parse import parse_qs

import pytest
from bs4 import BeautifulSoup

from measures.models import Sector
from portal.operations.monitoring.logs import Json, Text
from portal.search.index import rebuild
from portal.subscriptions.links import links_of
from portal.subscriptions.models import Subscriber
from tests import factories

pytestmark = pytest.mark.once


def query_on(client, address):
    return query_of(BeautifulSoup(client.get(address).content, "html.parser"), address)


def query_of(page, address):
    links = page.main.find_all("a", string=re.compile("^Houd mij op de hoogte"))
    assert len(links) == 1, address
    path, _, query = links[0]["href"].partition("?")
    assert path == "/berichten/"
    assert ("al het nieuws" in links[0].string) == (query == "alles=ja"), address
    return query


@pytest.mark.usefixtures("empty")
def test_every_page_fills_in_its_own_subject(client, records, each):
    other = factories.make_everything(factories.make_report(), "Andere", main_number=4)
    measure, bill, motion, role = (records[name] for name in ("measure", "bill", "motion", "role"))
    sector = Sector.objects.published()[0].slug

    def of_both(word, name):
        return "&".join(f"{word}={each[name].key}" for each in (records, other))

    expected = {
        "/": "alles=ja",
        "/wijzigingen/": "alles=ja",
        "/maatregelen/": of_both("maatregel", "measure"),
        "/maatregelen/?zoek=eerste": f"maatregel={measure.slug}",
        "/wetsvoorstellen/?zoek=eerste": f"wetsvoorstel={bill.slug}",
        f"/moties/?zoek={motion.number}": f"motie={motion.number}",
        measure.get_absolute_url(): f"maatregel={measure.slug}",
        f"{measure.get_absolute_url()}{measure.snapshots.first().report.slug}/": f"maatregel={measure.slug}",
        records["goal"].get_absolute_url(): f"maatregel={measure.slug}",
        bill.get_absolute_url(): f"wetsvoorstel={bill.slug}",
        motion.get_absolute_url(): f"motie={motion.number}",
        records["action"].get_absolute_url(): f"maatregel={measure.slug}&wetsvoorstel={bill.slug}",
        "/speerpunten/": of_both("maatregel", "measure") + "&" + of_both("wetsvoorstel", "bill"),
        "/doelen/": f"maatregel={other['measure'].slug}",
        "/overzicht/": of_both("maatregel", "measure"),
        "/overzicht/?zoek=eerste": f"maatregel={measure.slug}",
        "/nu/": "alles=ja",
        f"/nu/?maatregel={measure.slug}": f"maatregel={measure.slug}&wetsvoorstel={bill.slug}",
        role.get_absolute_url(): f"rol={role.slug}",
        f"{role.get_absolute_url()}?sector={sector}": f"rol={role.slug}&sector={sector}",
        f"{role.get_absolute_url()}veranderd/": f"rol={role.slug}",
        f"/werkplan/{role.slug}/": f"rol={role.slug}",
    }
    for address, query in expected.items():
        with each(address):
            assert query_on(client, address) == query
            assert client.get(f"/berichten/?{query}").status_code == 200
    assert other["measure"].slug not in query_on(client, "/maatregelen/?zoek=eerste")


@pytest.mark.usefixtures("empty")
def test_what_was_found_and_what_a_report_names_is_filled_in(client, records):
    rebuild()
    of_measure = {"maatregel": [records["measure"].key]}
    everything = of_measure | {"wetsvoorstel": [records["bill"].key], "motie": [records["motion"].key]}
    assert parse_qs(query_on(client, "/zoeken/?q=eerste")) == everything
    assert parse_qs(query_on(client, "/zoeken/?q=eerste&soort=actie")) == of_measure
    assert query_on(client, "/zoeken/?q=onvindbaar") == "alles=ja"
    assert parse_qs(query_on(client, records["measure"].snapshots.get().report.get_absolute_url())) == everything


@pytest.mark.parametrize("form", [Text, Json])
def test_no_log_line_has_a_token(client, form):
    end = links_of(Subscriber.objects.create(address="lezer@school.nl"), "").end
    lines = [f"Internal Server Error: {end}", f"POST {end.replace(':', '%3A')} 200", f'"GET {end}"']
    for line in lines:
        record = logging.makeLogRecord({"msg": line, "levelname": "ERROR", "name": "x", "request_id": "1", "path": end})
        written = form().format(record)
        assert "/berichten/stop/.../" in written
        assert not any(part in written for part in end.split("/")[-2].split(":"))
