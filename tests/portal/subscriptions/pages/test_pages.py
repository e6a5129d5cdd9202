"""Confirming, changing, reading what is kept, and ending: by links, without an account or a cookie."""

import pytest
from bs4 import BeautifulSoup
from django.core import signing
from django.test import Client
from django.utils import timezone
from post_office.models import STATUS, Email

from portal.subscriptions.links import links_of
from portal.subscriptions.models import TO_CONFIRM, Choice, Frequency, SubjectKind, Subscriber
from portal.subscriptions.news_models import NewsItem
from portal.subscriptions.pages.forms import CONSENT
from portal.subscriptions.sending.clearing import clear
from tests.portal.subscriptions.pages.steps import ADDRESS, SITE, ask, code_in, newest, subscribed, words_of

pytestmark = pytest.mark.usefixtures("empty")


def test_who_asks_gets_messages_after_confirming(records):
    client = Client(enforce_csrf_checks=True)
    form = BeautifulSoup(client.get(f"/berichten/?rol={records['role'].slug}").content, "html.parser").select_one("form.letters")
    assert form.select_one("#id_rol option[selected]")["value"] == records["role"].slug
    sleutel = form.select_one("[name=sleutel]")["value"]
    response = ask(client, "Lezer@School.nl", alles="", rol=records["role"].slug, vaak="wekelijks", sleutel=sleutel)
    assert (response.status_code, response["Location"]) == (302, "/berichten/gevraagd/")
    assert not Subscriber.objects.confirmed().exists()
    assert not Choice.objects.exists()
    mail = newest()
    assert mail.to == [ADDRESS]
    assert str(records["role"]) in mail.message
    code = code_in(mail)
    # Programs of mail servers follow links: that confirms nothing.
    assert client.get("/berichten/bevestigen/").status_code == 200
    shown = client.post("/berichten/bevestigen/", {"code": f"{SITE}/berichten/bevestigen/#{code}"})
    assert ADDRESS in words_of(shown)
    assert CONSENT in words_of(shown)
    assert not Subscriber.objects.confirmed().exists()
    assert client.post("/berichten/bevestigen/", {"code": code, "ja": "ja"}).status_code == 200
    reader = Subscriber.objects.confirmed().get()
    assert (reader.address, reader.frequency, reader.consent_words) == (ADDRESS, Frequency.WEEKLY, CONSENT)
    assert reader.consent_at < reader.confirmed_at
    assert [(each.kind, each.slug) for each in reader.choices.all()] == [(SubjectKind.ROLE, records["role"].slug)]
    # Once.
    again = client.post("/berichten/bevestigen/", {"code": code, "ja": "ja"})
    assert again.status_code == 400
    assert "al gebruikt" in words_of(again)
    assert not client.cookies


def test_a_link_to_confirm_works_two_days_and_then_the_address_is_forgotten(client, records, monkeypatch):
    ask(client)
    code = code_in(newest())
    subscribed(client, "ander@school.nl")
    ask(client, "ander@school.nl", motie=records["motion"].number)
    later = timezone.now() + TO_CONFIRM
    monkeypatch.setattr("django.core.signing.time.time", lambda: later.timestamp() + 1)
    assert client.post("/berichten/bevestigen/", {"code": code, "ja": "ja"}).status_code == 400
    assert Subscriber.objects.forget_unconfirmed() == 0
    Email.objects.create(from_email="portaal@example.nl", to=["ander@school.nl"], status=STATUS.queued)
    monkeypatch.setattr(timezone, "now", lambda: later + TO_CONFIRM / 48)
    assert clear()[0] == 1
    # No mail that asks for a confirmation waits any longer; the news of a known reader does.
    assert [(mail.to, mail.subject) for mail in Email.objects.all()] == [(["ander@school.nl"], "")]
    left = Subscriber.objects.get()
    assert left.address == "ander@school.nl"
    assert left.asked is None
    assert left.choices.count() == 1


def test_a_known_reader_is_told_so_by_mail_and_gets_what_is_confirmed_besides(client, records):
    reader = subscribed(client)
    ask(client, alles="", motie=records["motion"].number, vaak="wekelijks")
    mail = newest()
    assert "al berichten" in mail.message
    assert client.post("/berichten/mijn/", {"code": code_in(mail, "mijn")}).status_code == 200
    reader.refresh_from_db()
    assert (reader.choices.count(), reader.frequency) == (1, "direct")
    assert "Dit komt erbij" in words_of(client.post("/berichten/bevestigen/", {"code": code_in(mail)}))
    client.post("/berichten/bevestigen/", {"code": code_in(mail), "ja": "ja"})
    reader.refresh_from_db()
    assert ({each.kind for each in reader.choices.all()}, reader.frequency) == ({"alles", "motie"}, "wekelijks")


def test_what_is_kept_says_what_was_confirmed_last_and_what_waits(client, records):
    reader = subscribed(client)
    long_ago = timezone.now() - timezone.timedelta(days=40)
    Subscriber.objects.update(consent_at=long_ago, confirmed_at=long_ago)
    code = links_of(reader, "").change.rpartition("#")[2]
    ask(client, alles="", motie=records["motion"].number, vaak="wekelijks")
    Subscriber.objects.update(
        asked_at=timezone.now() - timezone.timedelta(hours=30), asked={**Subscriber.objects.get().asked, "tekst": "Ja, nieuw."}
    )
    kept = words_of(client.post("/berichten/bewaard/", {"code": code}))
    assert "Hoe vaak, als u dat bevestigt Eén keer per week De tekst daarbij „Ja, nieuw.” Wanneer dat verstuurd is" in kept
    item = NewsItem.objects.create(kind="publicatie", row=1, moment=long_ago, found_at=long_ago - timezone.timedelta(days=1))
    NewsItem.objects.create(kind="publicatie", row=2, moment=long_ago, found_at=long_ago + timezone.timedelta(days=1))
    client.post("/berichten/bevestigen/", {"code": code_in(newest()), "ja": "ja"})
    reader.refresh_from_db()
    assert reader.consent_words == "Ja, nieuw."
    assert long_ago < reader.consent_at < reader.confirmed_at
    # What was found between the two confirmations is still to be told.
    assert reader.told == item.pk


def test_the_page_of_a_reader_changes_shows_and_ends(client, records):
    reader = subscribed(client)
    code = links_of(reader, "").change.rpartition("#")[2]
    assert links_of(reader, "").me.rpartition("#")[2] == code
    shown = client.post("/berichten/mijn/", {"code": code})
    assert ADDRESS in words_of(shown)
    changed = {
        "code": code,
        "bewaar": "ja",
        "vaak": "wekelijks",
        "maatregel": records["measure"].slug,
        "rol": records["role"].slug,
    }
    saved = client.post("/berichten/mijn/", changed)
    assert saved.status_code == 200
    assert "is bewaard" in words_of(saved)
    reader.refresh_from_db()
    found = {(each.kind, each.slug) for each in reader.choices.all()}
    assert found == {("maatregel", records["measure"].slug), ("rol", records["role"].slug)}
    assert reader.frequency == "wekelijks"
    none = client.post("/berichten/mijn/", {"code": code, "bewaar": "ja", "vaak": "direct"})
    assert none.status_code == 400
    assert reader.choices.count() == 2
    kept = words_of(client.post("/berichten/bewaard/", {"code": code}))
    assert all(words in kept for words in (ADDRESS, CONSENT, records["measure"].title, "Eén keer per week"))
    assert "geen berichten meer" in words_of(client.post("/berichten/mijn/", {"code": code, "stop": "ja"}))
    assert not Subscriber.objects.exists()
    assert not Choice.objects.exists()
    assert not Email.objects.exists()
    assert client.post("/berichten/mijn/", {"code": code}).status_code == 400


def test_one_click_ends_without_cookie_or_page(records):
    client = Client(enforce_csrf_checks=True)
    reader = subscribed(client)
    end = links_of(reader, "").end
    shown = client.get(end)
    assert shown.status_code == 200
    assert "Met deze knop" in words_of(shown)
    assert shown["Referrer-Policy"] == "no-referrer"
    assert Subscriber.objects.exists()
    # A mail program sends no Origin of ours.
    headers = {"Origin": "https://mail.example", "Sec-Fetch-Site": "cross-site"}
    for _ in range(2):
        assert client.post(end, {"List-Unsubscribe": "One-Click"}, headers=headers).status_code == 200
        assert not Subscriber.objects.exists()
        assert not Email.objects.exists()
    assert not client.cookies


def test_no_token_can_be_guessed_or_used_for_something_else(client, records):
    reader = subscribed(client)
    ask(client)
    confirming = code_in(newest())
    links = links_of(reader, "")
    own, ending = links.change.rpartition("#")[2], links.end.split("/")[-2]
    tampered = [own[:-1] + ("A" if own[-1] != "A" else "B"), own + "A", own.swapcase(), "x" * 100_000, "é", "", ":", "a\0b"]
    unsigned = [signing.dumps([reader.pk, reader.nonce]), signing.dumps([reader.pk, "x"], salt="berichten.eigen")]
    for code in [*tampered, *unsigned, confirming, ending]:
        assert client.post("/berichten/mijn/", {"code": code}).status_code == 400, code[:80]
        assert client.post("/berichten/bewaard/", {"code": code}).status_code == 400
    for code in [*tampered, own, ending]:
        assert client.post("/berichten/bevestigen/", {"code": code, "ja": "ja"}).status_code == 400
    for code in (own, confirming, ending[:-1], signing.dumps([reader.pk, reader.nonce]), "x" * 4_000):
        assert client.post(f"/berichten/stop/{code}/").status_code == 404
    assert Subscriber.objects.filter(asked__isnull=False).count() == 1
    Subscriber.objects.update(nonce="nieuw")
    assert client.post("/berichten/mijn/", {"code": own}).status_code == 400


@pytest.mark.once
def test_pages_with_a_secret_are_kept_by_nobody_and_listed_nowhere(client, records, settings):
    settings.PAGE_MEMORY_MB = 8
    reader = subscribed(client)
    links = links_of(reader, "")
    for path in (
        "/berichten/",
        "/berichten/gevraagd/",
        "/berichten/mijn/",
        "/berichten/bewaard/",
        "/berichten/bevestigen/",
        links.end,
    ):
        response = Client(headers={"X-Front-Clock": "1000.000"}).get(path)
        assert {"no-store", "private"} <= set(response["Cache-Control"].split(", ")), path
        assert "X-Accel-Expires" not in response
        assert "ETag" not in response
        assert not response.cookies
        assert (response["X-Robots-Tag"] == "noindex, nofollow") if path != "/berichten/" else "X-Robots-Tag" not in response
        assert response["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert "Disallow: /berichten/stop/" in client.get("/robots.txt").content.decode()


@pytest.mark.once
def test_without_mail_settings_the_page_leads_to_feeds_and_calendars(client, records, settings):
    settings.HAS_MAIL = False
    response = client.get("/berichten/")
    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 200
    assert "verstuurt geen mail" in words_of(response)
    assert {"/wijzigingen.atom", f"/nu/{records['role'].slug}.ics"} <= {link["href"] for link in page.main.select("a")}
    ask(client)
    assert not Subscriber.objects.exists()


@pytest.mark.once
def test_what_was_renamed_or_never_existed(client, records):
    records["motion"].take_key("12345-6")
    former = records["motion"].former_keys
    records["motion"].save()
    response = client.get(f"/berichten/?motie={former}")
    assert (response.status_code, response["Location"]) == (301, "/berichten/?motie=12345-6")
    strange = client.get("/berichten/?rol=tovenaar")
    assert strange.status_code == 400
    assert "bestaat niet" in words_of(strange)
    reader = subscribed(client)
    Choice.objects.create(subscriber=reader, kind="motie", slug=former)
    Choice.objects.create(subscriber=reader, kind="maatregel", slug="weg")
    shown = words_of(client.post("/berichten/mijn/", {"code": links_of(reader, "").change.rpartition("#")[2]}))
    assert "Motie: 12345-6" in shown
    assert "Maatregel: Iets wat hier niet meer staat" in shown
