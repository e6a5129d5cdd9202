"""Asking for messages: what counts as an address, what a form says back, and that nobody is told or bombed by it."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from post_office.models import Email

from measures.models import Sector
from portal.subscriptions.links import links_of
from portal.subscriptions.models import Subscriber
from portal.subscriptions.pages.forms import new_key
from tests import factories
from tests.portal.subscriptions.pages.steps import ADDRESS, SITE, ask, code_in, newest, subscribed, words_of

pytestmark = pytest.mark.usefixtures("empty")


@pytest.mark.usefixtures("without_memory")
def test_nobody_learns_whether_an_address_is_known(client, records):
    subscribed(client, "bekend@school.nl")
    answers = []
    # The last two come after three mails in a day: they do the same, and nothing comes of it.
    for address in ("bekend@school.nl", *["onbekend@school.nl"] * 5):
        with CaptureQueriesContext(connection) as queries:
            response = ask(client, address)
        # The test itself runs in a transaction: what ends one within it says how it ended.
        done = [query["sql"].split()[:3] for query in queries if "SAVEPOINT" not in query["sql"]]
        answers.append((done, response.status_code, response["Location"], response.content, sorted(response.headers)))
    assert answers == [answers[0]] * 6
    assert Email.objects.filter(to="bekend@school.nl").count() == 2
    assert Email.objects.filter(to="onbekend@school.nl").count() == 3
    assert "hoogstens drie van zulke mails per dag" in words_of(client.get("/berichten/gevraagd/"))


@pytest.mark.parametrize(
    ("one", "others"),
    [
        ("anna@school.nl", ["anna+a@school.nl", "anna+b+c@school.nl", "anna@school.nl", "Anna+D@school.nl"]),
        ("anna.bos@gmail.com", ["annabos@gmail.com", "a.n.nabos+x@googlemail.com", "annabos+y.z@gmail.com"]),
    ],
)
def test_one_mailbox_gets_three_of_these_mails_a_day_however_its_address_is_written(client, records, one, others):
    for address in (one, *others):
        assert ask(client, address).status_code == 302
    # Mailed as it was given.
    assert [email.to for email in Email.objects.order_by("pk")] == [[one], [others[0]], [others[1].lower()]]
    for address in ("an.na@school.nl", "annab@school.nl", "bos+anna@school.nl", "anna@school.com", "annabo@gmail.com"):
        ask(client, address)
        assert newest().to == [address]


def test_the_whole_site_sends_so_many_of_these_mails_an_hour(client, records, monkeypatch):
    monkeypatch.setattr("portal.subscriptions.pages.asking.MOST_OF_SITE", 4)
    for number in range(6):
        assert ask(client, f"lezer{number}@school.nl").status_code == 302
    assert Email.objects.count() == 4
    Subscriber.objects.update(asked_at=timezone.now() - timezone.timedelta(minutes=61))
    ask(client, "later@school.nl")
    assert Email.objects.count() == 5


@pytest.mark.once
def test_the_form_is_made_of_what_is_kept(client, records, settings, django_assert_num_queries):
    settings.CONTENT_MEMORY = True
    first = client.get("/berichten/")
    with django_assert_num_queries(2):
        assert words_of(client.get("/berichten/")) == words_of(first)
    factories.make_everything(factories.make_report(), "Tweede", main_number=4)
    assert "Tweede" in words_of(client.get("/berichten/"))


def test_nobody_is_bombed_with_mail(client, records, settings):
    for _ in range(5):
        assert ask(client).status_code == 302
    assert Email.objects.filter(to=ADDRESS).count() == 3
    # The newest link that came still works.
    assert client.post("/berichten/bevestigen/", {"code": code_in(newest()), "ja": "ja"}).status_code == 200
    Subscriber.objects.update(asked_since=timezone.now() - timezone.timedelta(hours=25))
    ask(client)
    assert Email.objects.filter(to=ADDRESS).count() == 4
    settings.MAIL_RATE = "2/hour"
    visitor = {"REMOTE_ADDR": "2001:db8:1:2::1"}, {"REMOTE_ADDR": "2001:db8:1:2:ffff::9"}, {"REMOTE_ADDR": "2001:db8:1:3::1"}
    data = {"adres": "x@school.nl"}
    codes = [client.post("/berichten/", data, **visitor[which]).status_code for which in (0, 1, 0, 1, 2)]
    assert codes == [400, 400, 429, 429, 400]
    refused = client.post("/berichten/", data, **visitor[0])
    assert int(refused["Retry-After"]) > 3000
    assert "Te vaak aangevraagd" in words_of(refused)


@pytest.mark.once
@pytest.mark.parametrize(
    "address",
    [
        "lezer@school.nl\nBcc: ander@elders.nl", "lezer@school.nl\r\nSubject: x", "a@school.nl,b@school.nl", "a@school.nl b@x.nl",
        "<a@school.nl>", "Lezer <a@school.nl>", '"a b"@school.nl', '"a@x.nl,b"@school.nl', "a@[127.0.0.1]", "a@localhost",
        "Kelvin\u212a@school.nl", "ſ@school.nl", "lézer@school.nl", f"{'a' * 400}@school.nl", f"a@{'é' * 70}.nl", "x" * 100_000,
        "a@school.nl%0aBcc:b@x.nl", "@", "a\0@school.nl", f"a@{'b.' * 130}nl", "a@school", "a@@b.nl",
    ],
)  # fmt: skip
def test_what_is_no_single_address_gets_no_mail(client, records, address):
    response = ask(client, address)
    # A line end at the edge, and what follows a header, never come through: either refused, or one plain address.
    assert response.status_code == 400
    assert BeautifulSoup(response.content, "html.parser").select_one(".error-summary a[href='#id_adres']")
    assert not Email.objects.exists()
    assert not Subscriber.objects.exists()


@pytest.mark.once
@pytest.mark.parametrize(
    ("written", "stored"),
    [
        (" Lezer@SCHOOL.nl ", ADDRESS), ("lezer@school.nl\u200b", ADDRESS), ("lezer@scholé.nl", "lezer@xn--schol-fsa.nl"),
        ("o'brien+nieuws@school.nl", "o'brien+nieuws@school.nl"), ("lezer@school.nl\r\n", ADDRESS),
    ],
)  # fmt: skip
def test_one_address_is_one_row_however_it_is_written(client, records, written, stored):
    ask(client, written)
    assert [row.address for row in Subscriber.objects.all()] == [stored]
    assert newest().to == [stored]


@pytest.mark.once
@pytest.mark.parametrize(
    ("fields", "field", "why"),
    [
        ({"alles": ""}, "id_alles", "Kies waarover"),
        ({"alles": "", "sector": "po"}, "id_rol", "Kies ook een rol"),
        ({"akkoord": ""}, "id_akkoord", "vinkje"),
        ({"vaak": "elk uur"}, "id_vaak", "bestaat niet"),
        ({"vaak": ""}, "id_vaak", "hoe vaak"),
        ({"motie": "99-99"}, "id_motie", "bestaat niet"),
        ({"maatregel": "a\0"}, "id_maatregel", "bestaat niet"),
        ({"sleutel": ""}, "", "langer dan een dag"),
        ({"sleutel": "berichten:x:y"}, "", "langer dan een dag"),
    ],
)
def test_a_form_that_is_not_complete_says_why_and_keeps_what_was_filled_in(client, records, fields, field, why):
    factories.make_everything(factories.make_report(), "Tweede", main_number=4)
    if "sector" in fields:
        fields = fields | {"sector": Sector.objects.published()[0].slug}
    response = ask(client, **fields)
    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 400
    assert page.title.text.strip().startswith("Fout:")
    errors = {link["href"]: link.text for link in page.select(".error-summary a")}
    assert why in (errors[f"#{field}"] if field else page.select_one(".error-summary").text)
    assert not field or page.select_one(f"#{field}")
    assert page.select_one("#id_adres")["value"] == ADDRESS
    again = ask(client, sleutel=page.select_one("[name=sleutel]")["value"])
    assert again.status_code == 302


@pytest.mark.once
def test_what_is_filled_in_stands_above_the_folded_lists(client, records):
    response = client.get(f"/berichten/?maatregel={records['measure'].slug}&motie={records['motion'].number}")
    form = BeautifulSoup(response.content, "html.parser").select_one("form.letters")
    chosen = form.select_one("fieldset.letters__list")
    assert [box["value"] for box in chosen.select("input[checked]")] == [records["measure"].slug, records["motion"].number]
    assert len(form.select(f"[value='{records['measure'].slug}']")) == 1
    folded = form.select("details.letters__list")
    assert [fold.get("open") for fold in folded] == [None] * 3
    assert not any(fold.select("input[checked]") for fold in folded)


@pytest.mark.once
def test_a_form_of_another_site_does_nothing(client, records):
    reader = subscribed(client)
    own = links_of(reader, "").change.rpartition("#")[2]
    sent = {"adres": "ander@x.nl", "vaak": "direct", "akkoord": "on", "sleutel": new_key(), "alles": "on"}
    for headers in (
        {"Origin": "https://elders.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"},
        {"Origin": SITE, "Sec-Fetch-Site": "cross-site"},
    ):  # fmt: skip
        for address, data in (("/berichten/", sent), ("/berichten/mijn/", {"code": own, "stop": "ja"})):
            response = client.post(address, data, headers=headers)
            assert response.status_code == 400
            assert "andere site" in words_of(response)
    assert [row.address for row in Subscriber.objects.all()] == [ADDRESS]
    for origin in (SITE, "null"):
        assert client.post("/berichten/", sent, headers={"Origin": origin, "Sec-Fetch-Site": "same-origin"}).status_code == 302
