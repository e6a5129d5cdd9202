"""What each answer of the mail server means, and how long it has for one."""

import smtplib

import pytest

from portal.subscriptions.sending import queue
from portal.subscriptions.sending.server import MailAnswer, MailServer, meaning_of
from tests.portal.subscriptions.mail_server import no_such

pytestmark = pytest.mark.once


def test_the_server_has_as_long_as_the_standard_says(settings):
    """Ten minutes for an answer (RFC 5321), and a claim that lasts longer than a dozen of these. A page waits ten seconds."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert MailServer()._connection.timeout == 600
    assert queue.CLAIM.total_seconds() >= 12 * 600
    assert settings.EMAIL_TIMEOUT == 10


@pytest.mark.parametrize(
    ("error", "answer"),
    [
        (no_such("a@example.nl"), MailAnswer.REFUSED),
        (no_such("a@example.nl", 553, b"Unknown"), MailAnswer.REFUSED),
        *((no_such("a@example.nl", 550, f"5.1.{last} No".encode()), MailAnswer.REFUSED) for last in (1, 2, 3, 6, 10)),
        (no_such("a@example.nl", 550, b"5.2.1 Disabled"), MailAnswer.REFUSED),
        (no_such("a@example.nl", 551, b"Not here"), MailAnswer.REFUSED),
        (no_such("a@example.nl", 550, b"5.1.0 Sender address rejected"), MailAnswer.LATER),
        (no_such("a@example.nl", 550, b"5.1.8 Bad sender"), MailAnswer.LATER),
        (no_such("a@example.nl", 552, b"5.2.2 Full"), MailAnswer.LATER),
        (no_such("a@example.nl", 554, b"No"), MailAnswer.LATER),
        (no_such("a@example.nl", 450, b"Busy"), MailAnswer.LATER),
        (no_such("a@example.nl", 550, b"5.7.1 Policy"), MailAnswer.LATER),
        (smtplib.SMTPDataError(554, b"Spam"), MailAnswer.LATER),
        (ValueError("a header"), MailAnswer.LATER),
        (smtplib.SMTPSenderRefused(550, b"You may not", "b@example.nl"), MailAnswer.TROUBLE),
        (smtplib.SMTPServerDisconnected(), MailAnswer.TROUBLE),
        (smtplib.SMTPAuthenticationError(535, b"No"), MailAnswer.TROUBLE),
        (TimeoutError(), MailAnswer.TROUBLE),
    ],
)
def test_every_answer_has_a_meaning(error, answer):
    assert meaning_of(error) is answer
