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
# After so many addresses in a row that the server refused, without one mail that it took, it is taken to refuse us.
FUSE = 10


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

    A refusal counts against its address only when the server takes another mail, or when the run ends as it should. A server that
    refuses each address, `FUSE` in a row, refuses us: nothing is counted, and the mails go again later.
    """
    run, server, trouble = Run(), MailServer(), 0
    refused: list[Email] = []
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
            if answer is MailAnswer.REFUSED:
                refused.append(email)
            else:
                _stored(run, email, answer)
            if answer is MailAnswer.TAKEN:
                _count_refusals(run, refused)
            trouble = trouble + 1 if answer is MailAnswer.TROUBLE else 0
            run.is_gone = trouble == MOST_TROUBLE or len(refused) == FUSE
            if run.is_gone:
                break
    finally:
        server.close()
    _count_refusals(run, refused)
    clear()
    return run


def _count_refusals(run: Run, refused: list[Email]) -> None:
    """Store the refusals that wait, and empty the list. They count, unless the server could not be used."""
    for email in refused:
        _stored(run, email, MailAnswer.LATER if run.is_gone else MailAnswer.REFUSED)
    refused.clear()


def _stored(run: Run, email: Email, answer: MailAnswer) -> None:
    match answer:
        case MailAnswer.TAKEN:
            queue.taken(email)
            run.sent += 1
        case MailAnswer.REFUSED:
            queue.refused(email)
            run.refused += 1
        case MailAnswer.LATER | MailAnswer.TROUBLE:
            queue.postponed(email)
            run.later += 1
