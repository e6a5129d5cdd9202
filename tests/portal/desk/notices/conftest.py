"""People, and a notice as an editor fills it in: a Staatsblad that gives the day of one part of a bill."""

import pytest
from bs4 import BeautifulSoup

from laws.models import Bill
from measures.models import Report
from portal.desk.merging.stored import StoredValues
from portal.desk.parts import BillPart
from tests.portal.desk.editing.conftest import client, editor, publisher

__all__ = ["client", "editor", "publisher"]

NEW = "/beheer/redactie/kort-bericht/"
PART = "Overige maatregelen"
LINK = "https://zoek.officielebekendmakingen.nl/stb-2026-412.html"


def absence():
    return Bill.objects.get(slug="terugdringen-verzuim")


def day_of(bill, part=PART):
    """Return the name of the field for the day of a part."""
    return f"wet-{bill.pk}-{BillPart(part, ()).key}"


def rows(prefix, *of_rows):
    """Return the fields of the rows about motions ("motie") or actions ("actie")."""
    found = {f"{prefix}-TOTAL_FORMS": len(of_rows), f"{prefix}-INITIAL_FORMS": "0"}
    return found | {f"{prefix}-{n}-{name}": value for n, row in enumerate(of_rows) for name, value in row.items()}


def filled(*, motions=(), actions=(), **fields):
    """Return the POST data of a notice. By default it is a Staatsblad that says nothing of any bill yet."""
    source = {
        "kind": "staatsblad", "title": "Wet terugdringen schoolverzuim", "number": "Stb. 2026, 412", "day": "10 november 2026",
        "link": LINK, "place": "Artikel 1", "summary": "De wet is gepubliceerd.", "opened": StoredValues({}).token,
    }  # fmt: skip
    return source | rows("motie", *motions) | rows("actie", *actions) | fields


def send(client, address=NEW, **changes):
    """Save a notice and return the draft."""
    response = client.post(address, filled(**changes))
    assert response.status_code == 302, response.content.decode()
    return Report.objects.get(slug=response["Location"].split("/")[3])


def address_of(draft):
    return f"/beheer/redactie/{draft.slug}/kort-bericht/"


def text_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").select_one(".desk").get_text(" ").split())


@pytest.fixture
def as_editor(client, editor):
    client.force_login(editor)
    return client
