"""A mail to a reader waits in the queue: within the transaction, with one Message-ID, and with headers that nobody can add to."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import transaction
from post_office.models import Email

from portal.subscriptions import outgoing

pytestmark = pytest.mark.django_db


def test_a_mail_waits_and_is_not_sent():
    outgoing.put("anna@example.nl", "Bevestig uw adres", "Tekst", "<p>Tekst</p>", headers={"List-Id": "<berichten.example.nl>"})
    email = Email.objects.get()
    assert email.to == ["anna@example.nl"]
    assert email.headers == {"Auto-Submitted": "auto-generated", "List-Id": "<berichten.example.nl>"}
    assert email.email_message().message()["Message-ID"] == email.message_id
    assert email.from_email == "Voortgang passend onderwijs <portaal@example.nl>"
    assert not mail.outbox


def test_what_is_undone_is_not_sent():
    with transaction.atomic():
        outgoing.put("anna@example.nl", "Bevestig uw adres", "Tekst")
        transaction.set_rollback(True)
    assert not Email.objects.exists()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\u2028", "\x85"])
def test_no_text_begins_another_header(end):
    outgoing.put(
        "anna@example.nl", f"Nieuws{end}Bcc: piet@example.nl", "Tekst", headers={"List-Id": f"<a>{end}Bcc: piet@example.nl"}
    )
    message = Email.objects.get().email_message().message()
    assert "Bcc" not in message
    assert message["Subject"] == "Nieuws Bcc: piet@example.nl"


@pytest.mark.parametrize(
    "address",
    ["anna@example.nl, piet@example.nl", '"anna,piet"@example.nl', "Anna <anna@example.nl>", "anna", "", "a@b.nl\nBcc: c@d.nl"],
)
def test_only_one_bare_address_is_taken(address):
    with pytest.raises(ValidationError):
        outgoing.put(address, "Nieuws", "Tekst")


def test_words_of_a_template_stay_words():
    outgoing.put("anna@example.nl", "{{ x }}", "{% now %} {{ y }}")
    message = Email.objects.get().email_message()
    assert (message.subject, message.body) == ("{{ x }}", "{% now %} {{ y }}")


def test_who_ends_gets_nothing_that_waited():
    outgoing.put("anna@example.nl", "Nieuws", "Tekst")
    outgoing.put("piet@example.nl", "Nieuws", "Tekst")
    outgoing.forget("anna@example.nl")
    assert [email.to for email in Email.objects.all()] == [["piet@example.nl"]]


def test_the_queue_has_no_pages_in_the_admin(admin_client):
    assert admin_client.get("/beheer/post_office/email/").status_code == 404
