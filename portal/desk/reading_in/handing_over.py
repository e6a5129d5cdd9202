"""Handing over of a document: a process of its own opens it, and what it says is stored. The file is kept nowhere.

A document is read while its editor waits. One that takes longer is read on, and the page says how far it is.
"""

import datetime as dt
import logging
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYetError
from typing import Any

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from measures.models import Report
from portal.core.trail import in_the_name_of
from portal.desk.editing.worklist import NotADraftError, previous_report
from portal.desk.reading_in.found.taking_in import NotEmptyError, refuse_if_filled, take_in
from portal.desk.reading_models import ReadDocument
from portal.reading.blocks import Block
from portal.reading.known import known_records
from portal.reading.opening import UnreadableDocumentError, open_document
from portal.reading.opening.document import LIMITS
from portal.reading.reader import NOTHING, read

logger = logging.getLogger(__name__)
# How many seconds an editor waits for a page, at most, and after how many the database is asked again.
WAIT, PAUSE = 8, 0.5
# After this time no document is being read any more: the process stopped before it was done.
LONGEST = dt.timedelta(seconds=LIMITS.patience + 60)
BUSY = "Er worden op dit moment al twee documenten gelezen. Stuur het document over een minuut opnieuw in."
STILL_READ = "Van dit concept wordt al een document gelezen. Wacht tot dat klaar is."
STOPPED = "Het lezen stopte voordat het klaar was. Stuur het document opnieuw in."

_pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="inlezen")
_turn = threading.BoundedSemaphore(2)


def hand_over(report: Report, file: bytes, name: str, by: Any) -> ReadDocument:
    """Read a document for a draft, and return what became of it: stored, or still busy after `WAIT` seconds.

    Raises `UnreadableDocumentError`, `NotADraftError`, or `NotEmptyError`; then nothing is stored.
    """
    if len(file) > settings.LARGEST_UPLOAD:
        limit = settings.LARGEST_UPLOAD // settings.MEGABYTE
        raise UnreadableDocumentError(f"Dit bestand is groter dan {limit} MB. Maak het kleiner, of stuur de tekst in.")
    refuse_if_filled(report)
    earlier = document_of(report)
    if earlier and earlier.is_busy:
        raise UnreadableDocumentError(STILL_READ)
    if not _turn.acquire(blocking=False):
        raise UnreadableDocumentError(BUSY)
    opening = _pool.submit(open_document, file, name)
    opening.add_done_callback(lambda _done: _turn.release())
    try:
        blocks = opening.result(timeout=WAIT)
    except NotYetError:
        busy, _made = ReadDocument.objects.update_or_create(
            report=report, defaults={"by_id": by.pk, "name": name[:200], "is_busy": True, "refusal": ""}
        )
        opening.add_done_callback(lambda done: _read_on(done, report, name, by))
        return busy
    return understand(report, blocks, name, by)


def understand(report: Report, blocks: list[Block], name: str, by: Any) -> ReadDocument:
    """Store what the blocks of a document say for a draft. Raises `UnreadableDocumentError` when that is nothing."""
    reading = read(blocks, known_records(previous_report(report)))
    if not reading.says_something:
        raise UnreadableDocumentError(NOTHING)
    return take_in(report, reading, name, by)


def _read_on(opening: Future[list[Block]], report: Report, name: str, by: Any) -> None:
    """Store what a document says after its editor got a page. Runs in a thread of the pool, with a connection of its own."""
    close_old_connections()
    refusal = ""
    try:
        with in_the_name_of(by):
            understand(report, opening.result(), name, by)
    except (UnreadableDocumentError, NotADraftError, NotEmptyError) as error:
        refusal = str(error)
    except Exception:
        logger.exception("Een document is niet in te lezen.")
        refusal = STOPPED
    if refusal:
        ReadDocument.objects.filter(report=report).update(is_busy=False, refusal=refusal)
    close_old_connections()


def wait_for(report: Report) -> None:
    """Wait until no document of the draft is being read, but at most `WAIT` seconds."""
    until = time.monotonic() + WAIT
    while time.monotonic() < until and ReadDocument.objects.filter(report=report, is_busy=True).exists():
        time.sleep(PAUSE)


def document_of(report: Report) -> ReadDocument | None:
    """Return the document of a draft. One that is busy for too long counts as stopped."""
    document = ReadDocument.objects.filter(report=report).select_related("by").first()
    if document and document.is_busy and timezone.now() - document.at > LONGEST:
        document.is_busy, document.refusal = False, STOPPED
    return document
