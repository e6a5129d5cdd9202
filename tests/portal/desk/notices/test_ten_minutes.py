"""From an empty form to public: at most six pages for who enters it, and six for who publishes it."""

import pytest
from bs4 import BeautifulSoup

from measures.models import Report
from portal.desk.models import Publication
from tests.portal.desk.forms import filled_in
from tests.portal.desk.notices.conftest import absence, day_of, filled

pytestmark = pytest.mark.ignore_template_errors

DESK = "/beheer/redactie/"
MOST = 6


class Person:
    """Somebody at a browser without JavaScript, who follows links and presses buttons, and counts the pages that come."""

    def __init__(self, client, user):
        client.force_login(user)
        self.client, self.pages = client, 0

    def open(self, address):
        return self._seen(self.client.get(address, follow=True))

    def press(self, address, data):
        return self._seen(self.client.post(address, data, follow=True))

    def follow(self, words):
        return self.open(next(link["href"] for link in self.page.select(".desk a") if words in link.get_text()))

    def _seen(self, response):
        assert response.status_code == 200
        self.pages += 1
        self.page = BeautifulSoup(response.content, "html.parser")
        return self


@pytest.mark.story
def test_a_staatsblad_is_public_after_six_pages_each(client, editor, publisher):
    roos = Person(client, editor)
    roos.open(DESK).follow("Er is iets gebeurd")
    form = filled_in(client, f"{DESK}kort-bericht/") | filled(**{day_of(absence()): "1 augustus 2027"})
    roos.press(f"{DESK}kort-bericht/", form)
    assert "Komt eraan: vanaf 1 augustus 2027" in roos.page.get_text()
    draft = Report.objects.drafts().get()
    roos.press(f"{DESK}{draft.slug}/kort-bericht/", {"voorleggen": "ja"})
    assert "Voorgelegd" in roos.page.get_text()
    assert roos.pages <= MOST

    piet = Person(client, publisher)
    piet.open(DESK).follow("Wet terugdringen schoolverzuim")
    assert "Komt eraan: vanaf 1 augustus 2027" in piet.page.get_text()
    piet.follow("Controleren en publiceren")
    button = piet.page.select_one("form[action$='/publiceren/']")
    piet.press(button["action"], {})
    assert piet.pages <= MOST
    assert Publication.objects.get().four_eyes
    assert client.get("/api/v1/acties/verzuim-eenduidig-registreren").json()["geldtVanaf"] == "2027-08-01"


@pytest.mark.once
def test_who_entered_it_cannot_publish_it(client, publisher):
    piet = Person(client, publisher)
    piet.press(f"{DESK}kort-bericht/", filled(**{day_of(absence()): "1 augustus 2027"}))
    draft = Report.objects.drafts().get()
    piet.press(f"{DESK}{draft.slug}/kort-bericht/", {"voorleggen": "ja"}).follow("Controleren en publiceren")
    assert "Vraag een collega om akkoord, of laat iemand anders publiceren." in piet.page.get_text()
    piet.press(f"{DESK}{draft.slug}/publiceren/", {})
    assert not Report.objects.published().filter(pk=draft.pk).exists()
