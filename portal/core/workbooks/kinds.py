"""The kind of a file that comes in, by its first bytes and the names of its parts: the program that reads it, or why none does.

Nothing is unpacked here. The names of the parts of a zip file stand in it as they are.
"""

from pathlib import Path

FOLDER = Path(__file__).parent
EXCEL, OPEN_DOCUMENT = FOLDER / "program.py", FOLDER / "ods_program.py"
ZIP, OLD_OFFICE = b"PK\x03\x04", bytes.fromhex("D0CF11E0A1B11AE1")
# The first part of an OpenDocument file is not compressed, so its kind stands at a fixed place.
KIND_AT, KIND = slice(30, 38), b"mimetype"
OF_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"

AGAIN = "Sla de werkmap op als .xlsx of .ods en stuur haar opnieuw in."
EMPTY = "Dit bestand is leeg. Kies het bestand opnieuw."
LOCKED = "Deze werkmap heeft een wachtwoord. Sla haar op zonder wachtwoord en stuur haar opnieuw in."
OLD = f"Dit is een bestand van een oude Office, zoals .xls. {AGAIN}"
BINARY = f"Dit is een binair Excelbestand (.xlsb). {AGAIN}"
NUMBERS = "Dit is een bestand van Numbers. Exporteer het in Numbers naar Excel (.xlsx) en stuur dat in."
FLAT = f"Dit is een plat OpenDocument-bestand (.fods). {AGAIN}"
NO_SHEETS = "Dit OpenDocument-bestand is geen rekenblad. Stuur de werkmap in die u hier downloadde."
TEXT = f"Dit is een tekstbestand, zoals .csv. Daarin passen de bladen van een werkmap niet. {AGAIN}"
NO_WORKBOOK = f"Dit is geen leesbare werkmap. {AGAIN}"


class UnreadableError(Exception):
    """A file that cannot be read at all; the message is in Dutch."""


def program_for(file: bytes) -> Path:
    """Return the program that reads a file. Raises `UnreadableError` for a kind that no program reads."""
    if not file.startswith(ZIP):
        raise UnreadableError(_why_no_zip(file))
    if file[KIND_AT] == KIND:
        if not file[KIND_AT.stop :].startswith(OF_SPREADSHEET):
            raise UnreadableError(NO_SHEETS)
        return OPEN_DOCUMENT
    for part, reason in ((b"xl/workbook.bin", BINARY), (b"Index/Document.iwa", NUMBERS)):
        if part in file:
            raise UnreadableError(reason)
    is_open_document = b"META-INF/manifest.xml" in file and b"content.xml" in file
    return OPEN_DOCUMENT if is_open_document else EXCEL


def kind_of_file(file: bytes) -> str:
    """Return the extension of a file that a program reads: xlsx or ods. Raises `UnreadableError`, as `program_for` does."""
    return "ods" if program_for(file) == OPEN_DOCUMENT else "xlsx"


def _why_no_zip(file: bytes) -> str:
    if not file.strip():
        return EMPTY
    if file.startswith(OLD_OFFICE):
        # Excel puts a workbook with a password in a file of the old kind.
        return LOCKED if "EncryptedPackage".encode("utf-16-le") in file else OLD
    if b"office:document" in file[:10_000]:
        return FLAT
    return NO_WORKBOOK if b"\0" in file or file.lstrip().startswith((b"<", b"%PDF")) else TEXT
