"""What a reader does with the pages about messages, for the tests."""

import re

from bs4 import BeautifulSoup
from django.conf import settings
from post_office.models import Email

from portal.subscriptions.models import Subscriber
from portal.subscriptions.pages.forms import new_key

ADDRESS = "lezer@school.nl"
SITE = "http://testserver"


def ask(client, address=ADDRESS, **fields):
    data = {"adres": address, "vaak": "direct", "akkoord": "on", "sleutel": new_key(), "alles": "on"} | fields
    return client.post("/berichten/", {name: value for name, value in data.items() if value})


def code_in(mail, page="bevestigen"):
    return re.search(rf"{re.escape(settings.SITE_ADDRESS)}/berichten/{page}/#(\S+)", mail.message)[1]


def newest():
    return Email.objects.order_by("-pk").first()


def subscribed(client, address=ADDRESS, **fields):
    assert ask(client, address, **fields).status_code == 302
    assert client.post("/berichten/bevestigen/", {"code": code_in(newest()), "ja": "ja"}).status_code == 200
    return Subscriber.objects.get(address=address)


def words_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())
