"""The list of the desk with addresses of laws that an editor has not opened yet."""

import pytest

from laws.models import LegalBasis
from measures.clock import today
from measures.models import Action, Report
from measures.publication.freezing import correcting
from tests import factories

pytestmark = [pytest.mark.ignore_template_errors, pytest.mark.once]
LIST = "/beheer/redactie/nog-te-openen/"
ADDRESS = "https://wetten.overheid.nl/BWBR0003420/2026-08-01#Artikel18a"


@pytest.fixture
def bases(db):
    """Two duties that rest on the same article, and no other address to open."""
    with correcting("Alleen voor deze test."):
        LegalBasis.objects.all().delete()
    report = Report.objects.get(slug="vgr-5")
    return [factories.make_basis(action, report) for action in Action.objects.order_by("pk")[:2]]


def rows_of_list(client):
    return client.get(LIST).content.decode()


def test_a_publisher_ticks_an_address_off_for_all_its_duties(client, publisher, bases):
    client.force_login(publisher)
    assert "1 adres nog te openen, 0 al geopend" in rows_of_list(client)
    assert client.post(LIST, {"adres": "https://example.org/"}).status_code == 302
    assert LegalBasis.objects.filter(opened_on=None).count() == 2
    assert client.post(LIST, {"adres": ADDRESS}).status_code == 302
    assert "0 adressen nog te openen, 1 al geopend" in rows_of_list(client)
    client.logout()
    address = f"/api/v1/acties/{bases[0].action.slug}"
    assert [basis["nagekeken"] for basis in client.get(address).json()["grondslagen"]] == [today().isoformat()]
    assert "adres geopend op" in client.get(bases[0].action.get_absolute_url()).content.decode()


def test_an_editor_sees_the_list_and_ticks_nothing_off(as_editor, bases):
    assert "Geopend, klopt" not in rows_of_list(as_editor)
    assert as_editor.post(LIST, {"adres": ADDRESS}).status_code == 403
    assert LegalBasis.objects.filter(opened_on=None).count() == 2
