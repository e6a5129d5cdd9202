"""Opening of a document that somebody hands over, in a confined process with limits on memory and time."""

import json
import logging
from pathlib import Path, PurePath

from portal.core.confined import ConfinedError, Limits, run_confined
from portal.reading.blocks import Block
from portal.reading.opening.pages import joined
from portal.reading.opening.program import MACROS, TOO_LARGE

logger = logging.getLogger(__name__)
FOLDER = Path(__file__).parent
MEGABYTE = 1024 * 1024
LARGEST = 25 * MEGABYTE
# The kinds of document by the end of the file's name, each with the argument of the program that opens it.
KINDS = {".docx": "docx", ".html": "html", ".htm": "html", ".md": "md", ".txt": "txt", ".pdf": "pdf"}
LIMITS = Limits(megabytes=1024, seconds=90)
UNKNOWN = "Dit soort bestand leest het portaal niet. Stuur een .docx, .pdf, .html of .md in."
OLD = "Dit document is van een oude Word. Sla het in Word op als .docx en probeer het opnieuw."
REFUSED_KINDS = {".docm": MACROS, ".dotm": MACROS, ".doc": OLD, ".rtf": OLD}
EMPTY = "In dit document staat geen tekst. Een scan is een foto van tekst: vraag het document waarvan hij is gemaakt."


class UnreadableDocumentError(Exception):
    """A document that cannot be read at all; the message is in Dutch."""


def open_document(file: bytes, name: str) -> list[Block]:
    """Return the blocks of a document with this file name. Raises `UnreadableDocumentError`."""
    ending = PurePath(name).suffix.lower()
    if ending in REFUSED_KINDS:
        raise UnreadableDocumentError(REFUSED_KINDS[ending])
    if ending not in KINDS:
        raise UnreadableDocumentError(UNKNOWN)
    if len(file) > LARGEST:
        raise UnreadableDocumentError(
            f"Dit bestand is groter dan {LARGEST // MEGABYTE} MB. Maak het kleiner, of stuur de tekst in."
        )
    program = FOLDER / ("pdf_program.py" if KINDS[ending] == "pdf" else "program.py")
    try:
        answer = json.loads(run_confined(program, KINDS[ending], content=file, limits=LIMITS))
    except ConfinedError as error:
        logger.warning("Een document is niet te lezen. %s", error)
        raise UnreadableDocumentError(TOO_LARGE) from error
    if "refused" in answer:
        raise UnreadableDocumentError(answer["refused"])
    blocks = [Block.of(block) for block in joined(answer["blocks"])]
    if not blocks:
        raise UnreadableDocumentError(EMPTY)
    return blocks
