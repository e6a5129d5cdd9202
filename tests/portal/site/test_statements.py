"""The statements of the site about itself: publisher, accessibility, privacy and security.txt (RFC 9116)."""

import datetime as dt

import pytest

from portal.core.dates import today

pytestmark = pytest.mark.once


def lines_of(client):
    response = client.get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    return dict(line.split(": ", 1) for line in response.content.decode().splitlines())


def test_security_txt_names_the_address_from_the_settings(client, settings):
    settings.SECURITY_CONTACT = "lek@portaal.example.nl"
    assert lines_of(client)["Contact"] == "mailto:lek@portaal.example.nl"
    assert "lek@portaal.example.nl" in client.get("/kwetsbaarheid-melden/").content.decode()


def test_without_an_address_security_txt_names_the_page(client, settings):
    settings.SECURITY_CONTACT = ""
    assert lines_of(client)["Contact"] == "http://testserver/kwetsbaarheid-melden/"
    assert "Nationaal Cyber Security Centrum" in client.get("/kwetsbaarheid-melden/").content.decode()


def test_security_txt_goes_out_of_date_within_a_year(client):
    expires = dt.datetime.fromisoformat(lines_of(client)["Expires"]).date()
    assert dt.timedelta(0) < expires - today() < dt.timedelta(365)


def test_the_page_about_the_site_says_whose_it_is_and_where_a_mistake_is_told(client, settings):
    settings.PUBLISHER_NAME = "gemeente Voorbeeld"
    settings.SITE_CONTACT = ""
    html = client.get("/over/").content.decode()
    assert "Zij zijn uitgegeven door: gemeente Voorbeeld." in html
    assert "Ziet u een fout?" not in html
    settings.SITE_CONTACT = "portaal@example.nl"
    assert 'href="mailto:portaal@example.nl"' in client.get("/over/").content.decode()


@pytest.mark.parametrize("address", ["/toegankelijkheid/", "/privacy/", "/kwetsbaarheid-melden/"])
def test_every_page_leads_to_it(client, address):
    assert f'href="{address}"' in client.get("/moties/").content.decode()


def test_the_statement_is_honest_about_the_audit(client):
    html = client.get("/toegankelijkheid/").content.decode()
    assert "geen onderzoek door een onafhankelijke partij" in html
    assert "eerste maatregelen genomen" in html
