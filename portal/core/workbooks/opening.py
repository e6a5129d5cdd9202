"""Opening of an uploaded workbook, in a confined process. A file that cannot be read costs the editor one sentence."""

import json
import logging
import threading
from dataclasses import asdict, fields
from typing import Any

from django.conf import settings

from portal.core.confined import ConfinedError, Limits, run_confined
from portal.core.workbooks import program
from portal.core.workbooks.kinds import AGAIN, LOCKED, OPEN_DOCUMENT, UnreadableError, program_for
from portal.core.workbooks.ods_program import Shared
from portal.core.workbooks.pages import Sheets

logger = logging.getLogger(__name__)
LIMITS = Limits(megabytes=256, seconds=15)
BUSY = "Er worden op dit moment al twee werkmappen gelezen. Stuur de werkmap over een halve minuut opnieuw in."
NO_ODS = f"Dit is geen leesbaar OpenDocument-rekenblad (.ods). {AGAIN}"
# A request that waits would hold a thread that others need, so a third workbook is refused. Visitors, whose work plans are read
# as they were written, take no turn of an editor.
_turns = {False: threading.BoundedSemaphore(2), True: threading.BoundedSemaphore(2)}


def shared(*, as_written: bool = False) -> Shared:
    """Return what the program for .ods takes from the one for .xlsx."""
    own: dict[str, Any] = {"no_workbook": NO_ODS, "locked": LOCKED, "as_written": as_written}
    if as_written:
        own["last_column"] = program.LAST_COLUMN_AS_WRITTEN
    rest: dict[str, Any] = {name: getattr(program, name.upper()) for each in fields(Shared) if (name := each.name) not in own}
    return Shared(**own, **rest)


def open_workbook(file: bytes, *, as_written: bool = False) -> Sheets:
    """Return the sheets of a workbook, in the form of `read_book`, which says what `as_written` means.

    Raises `UnreadableError` for a file that is no workbook or is too large, and when two others are being read. A refusal says
    what kind of file it is, and what to do.
    """
    if len(file) > settings.LARGEST_UPLOAD:
        limit = settings.LARGEST_UPLOAD // settings.MEGABYTE
        raise UnreadableError(f"Dit bestand is groter dan {limit} MB. Een werkmap van een rapportage is veel kleiner.")
    reads = program_for(file)
    if reads == OPEN_DOCUMENT:
        arguments = [json.dumps(asdict(shared(as_written=as_written)))]
    else:
        arguments = ["as-written"] if as_written else []
    turn = _turns[as_written]
    if not turn.acquire(blocking=False):
        raise UnreadableError(BUSY)
    try:
        answer = json.loads(run_confined(reads, *arguments, content=file, limits=LIMITS))
    except ConfinedError as error:
        logger.warning("Een werkmap is niet te lezen. %s", error)
        raise UnreadableError(program.TOO_LARGE) from error
    finally:
        turn.release()
    if "refused" in answer:
        raise UnreadableError(answer["refused"])
    sheets: Sheets = answer["sheets"]
    return sheets
