"""One mail to the mail server, and what its answer means."""

import logging
import smtplib
import time
from contextlib import suppress
from enum import Enum, auto

from django.core.mail import get_connection
from post_office.models import Email

log = logging.getLogger("portal.mail")

# One connection is used for so many mails and seconds at most: many servers end longer ones.
MOST_MAILS, MOST_SECONDS = 50, 60
# The class of an enhanced status (RFC 3463) that is about the sender or a policy, and says nothing of the address.
OF_POLICY = b"5.7."


class MailAnswer(Enum):
    """What the server said of a mail.

    - TAKEN: it will deliver it.
    - LATER: not now, or not this mail, for a reason that may pass.
    - REFUSED: this address does not exist, for good.
    - TROUBLE: the server is gone, too slow, or takes no mail from us; whether it took this one is not known.
    """

    TAKEN = auto()
    LATER = auto()
    REFUSED = auto()
    TROUBLE = auto()


class MailServer:
    """A connection to the mail server that is made when it is needed, and made anew now and then."""

    def __init__(self) -> None:
        self._connection = get_connection()
        self._is_open = False
        self._mails = 0
        self._since = 0.0

    def open(self) -> bool:
        """Return whether the server can be reached. It reuses a connection that is open."""
        if self._is_open and (self._mails >= MOST_MAILS or time.monotonic() - self._since > MOST_SECONDS):
            self.close()
        if not self._is_open:
            try:
                self._connection.open()
            except (smtplib.SMTPException, OSError) as error:
                _tell(error)
                return False
            self._is_open, self._mails, self._since = True, 0, time.monotonic()
        return True

    def close(self) -> None:
        # A server that is gone cannot be told goodbye.
        with suppress(smtplib.SMTPException, OSError):
            self._connection.close()
        self._is_open = False

    def send(self, email: Email) -> MailAnswer:
        """Send a mail over the open connection."""
        self._mails += 1
        try:
            email.dispatch(commit=False, disconnect_after_delivery=False, connection=self._connection)
        except (smtplib.SMTPException, OSError, ValueError) as error:
            _tell(error)
            answer = meaning_of(error)
            if answer is MailAnswer.TROUBLE:
                self.close()
            return answer
        return MailAnswer.TAKEN


def meaning_of(error: Exception) -> MailAnswer:
    """Return what an error says of the mail. A code of 500 and higher is for good, unless it is about us."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return MailAnswer.REFUSED if code >= 500 and not words.startswith(OF_POLICY) else MailAnswer.LATER
    if isinstance(error, smtplib.SMTPDataError | ValueError) and not isinstance(error, smtplib.SMTPServerDisconnected):
        # The text or a header: this mail cannot be sent as it is, and the next one may.
        return MailAnswer.LATER
    return MailAnswer.TROUBLE


def _tell(error: Exception) -> None:
    """Write what went wrong in the log, without the address and without the words of the server, which can hold the address."""
    codes = [getattr(error, "smtp_code", 0)]
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
    log.warning("mail is niet verstuurd: %s%s", type(error).__name__, "".join(f" {code}" for code in codes if code))
