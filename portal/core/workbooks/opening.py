"""Opening of an uploaded workbook, in a confined process. A file that cannot be read costs the editor one sentence."""

import json
import logging
import threading
from pathlib import Path

from django.conf import settings

from portal.core.confined import ConfinedError, Limits, run_confined
from portal.core.workbooks.pages import Sheets
from portal.core.workbooks.program import TOO_LARGE

logger = logging.getLogger(__name__)
PROGRAM = Path(__file__).parent / "program.py"
LIMITS = Limits(megabytes=256, seconds=15)
BUSY = "Er worden op dit moment al twee werkmappen gelezen. Stuur de werkmap over een halve minuut opnieuw in."
# A request that waits would hold a thread that visitors need, so a third workbook is refused.
_turn = threading.BoundedSemaphore(2)


class UnreadableError(Exception):
    """A file that cannot be read at all; the message is in Dutch."""


def open_workbook(file: bytes) -> Sheets:
    """Return the sheets of a workbook, in the form of `read_book`.

    Raises `UnreadableError` for a file that is no workbook or is too large, and when two others are being read.
    """
    if len(file) > settings.LARGEST_UPLOAD:
        limit = settings.LARGEST_UPLOAD // settings.MEGABYTE
        raise UnreadableError(f"Dit bestand is groter dan {limit} MB. Een werkmap van een rapportage is veel kleiner.")
    if not _turn.acquire(blocking=False):
        raise UnreadableError(BUSY)
    try:
        answer = json.loads(run_confined(PROGRAM, content=file, limits=LIMITS))
    except ConfinedError as error:
        logger.warning("Een werkmap is niet te lezen. %s", error)
        raise UnreadableError(TOO_LARGE) from error
    finally:
        _turn.release()
    if "refused" in answer:
        raise UnreadableError(answer["refused"])
    sheets: Sheets = answer["sheets"]
    return sheets
