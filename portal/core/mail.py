"""Mail from the portal: plain text, to one person, when `EMAIL_URL` names a mail server."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage

log = logging.getLogger("portal.mail")


def send_mail(to: str, subject: str, text: str) -> bool:
    """Send a mail, and return whether the mail server took it. False as well when there is no server or no address.

    A failure stands in the log, without the text and without the address.
    """
    if not (settings.HAS_MAIL and to):
        return False
    try:
        return EmailMessage(subject, text, to=[to]).send() == 1
    except (SMTPException, OSError, ValueError) as error:
        log.error("mail is niet verstuurd: %s", type(error).__name__)
        return False
