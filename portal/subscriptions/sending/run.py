"""One run of the timer: gather, send what waits, and clear."""

from dataclasses import dataclass

from post_office.models import Email

from measures.publication.counting import changes_counted
from portal.subscriptions.gathering.gather import gather
from portal.subscriptions.sending import queue
from portal.subscriptions.sending.clearing import clear
from portal.subscriptions.sending.server import MailAnswer, MailServer

# After so many mails in a row that the server could not be asked about, the run ends, and the next one tries again.
MOST_TROUBLE = 3


@dataclass
class Run:
    """What a run did. `is_gone` says that the server could not be used."""

    gathered: int = 0
    sent: int = 0
    later: int = 0
    refused: int = 0
    is_gone: bool = False


def send_messages() -> Run:
    """Gather, and send every mail that may go now. What becomes public meanwhile is gathered before the next mail.

    A kill at any moment repeats at most the mail that was under way, and loses none: see `queue`.
    """
    run, server, trouble = Run(), MailServer(), 0
    version = changes_counted()
    run.gathered = gather()
    try:
        for email in queue.claimed():
            if (now := changes_counted()) != version:
                version = now
                run.gathered += gather()
                if not queue.holds(email):
                    continue
            if not server.open():
                queue.released(email)
                run.is_gone = True
                break
            answer = server.send(email)
            _stored(run, email, answer)
            trouble = trouble + 1 if answer is MailAnswer.TROUBLE else 0
            run.is_gone = trouble == MOST_TROUBLE
            if run.is_gone:
                break
    finally:
        server.close()
    clear()
    return run


def _stored(run: Run, email: Email, answer: MailAnswer) -> None:
    match answer:
        case MailAnswer.TAKEN:
            queue.taken(email)
            run.sent += 1
        case MailAnswer.REFUSED:
            queue.refused(email)
            run.refused += 1
        case MailAnswer.LATER:
            queue.postponed(email)
            run.later += 1
        case MailAnswer.TROUBLE:
            queue.troubled(email)
            run.later += 1
