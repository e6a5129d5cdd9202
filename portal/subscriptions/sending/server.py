"""One mail to the mail server, and what its answer means."""

import logging
import re
import smtplib
import time
from contextlib import suppress
from enum import Enum, auto

from django.core.mail import get_connection
from post_office.models import Email

log = logging.getLogger("portal.mail")

# One connection is used for so many mails and seconds at most: many servers end longer ones.
MOST_MAILS, MOST_SECONDS = 50, 60
# The enhanced statuses (RFC 3463, 7505) that say that an address does not exist or takes no mail any more. All others can be
# about the sender, a policy, a full mailbox or the server itself.
OF_ADDRESS = {b"5.1.1", b"5.1.2", b"5.1.3", b"5.1.6", b"5.1.10", b"5.2.1"}
# The codes that mean the same when no enhanced status comes with them (RFC 5321, 4.2.3).
NO_MAILBOX = {550, 551, 553}
# How long we wait for each answer of the server (RFC 5321, 4.5.3.2.6): one that stores a mail slowly has taken it when we hang up
# before, and would get it again and again.
ANSWER_SECONDS = 600


class MailAnswer(Enum):
    """What the server said of a mail.

    - TAKEN: it will deliver it.
    - LATER: not now, or not this mail, for a reason that may pass.
    - REFUSED: this address does not exist, for good, as far as this answer says: see the fuse of `run`.
    - TROUBLE: the server is gone, too slow, or takes no mail from us; whether it took this one is not known.
    """

    TAKEN = auto()
    LATER = auto()
    REFUSED = auto()
    TROUBLE = auto()


class MailServer:
    """A connection to the mail server that is made when it is needed, and made anew now and then."""

    def __init__(self) -> None:
        self._connection = get_connection(timeout=ANSWER_SECONDS)
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
    """Return what an error says of the mail. Only what is clearly about the address is held against it."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        status = re.match(rb"\d\.\d{1,3}\.\d{1,3}(?!\d)", words)
        is_of_address = status[0] in OF_ADDRESS if status else code in NO_MAILBOX
        return MailAnswer.REFUSED if code >= 500 and is_of_address else MailAnswer.LATER
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
