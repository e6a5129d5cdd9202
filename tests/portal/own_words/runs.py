"""Runs of words that a text shares with a source document, found without the documents themselves.

The documents are not in the repository. `printed.bin` holds what the check needs of them: the hash of every `LENGTH` words in
a row, 5 bytes each, sorted. The words cannot be read back from it. Make it anew after a change of a document or of `words`:

    python -m tests.portal.own_words.runs FOLDER

FOLDER has the documents as text (`.txt` or `.md`), each called by the slug of its report, such as `vgr-5.md`.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

DOCUMENTS = ("plan-2014", "kamerbrief-2022", "overzicht-2022", "vgr-2", "vgr-5")
PRINTED = Path(__file__).with_name("printed.bin")
# Twelve words in a row may be those of a source: names, terms and short phrases need them.
LENGTH = 13
SIZE = 5
QUOTATION = re.compile(r"„[^”]*”|“[^”]*”|‘[^’]*’")
# What is in the text of a document and is no word of it: tags, addresses of links, and a hyphen at the end of a line.
NO_WORDS = re.compile(r"<[^>]+>|(?<=\])\([^)\s]*\)|https?://\S+")
BROKEN_WORD = re.compile(r"(?<=\w)-[ \t]*\n\s*(?=\w)")


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, without accents. Punctuation, hyphens and apostrophes only separate words."""
    whole = BROKEN_WORD.sub("", NO_WORDS.sub(" ", text))
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", whole) if not unicodedata.combining(sign))
    return re.findall(r"[^\W_]+", plain.casefold())


def hashes(listed: list[str]) -> list[bytes]:
    """Return a hash for every `LENGTH` words in a row, in order; none for fewer words."""
    starts = range(len(listed) - LENGTH + 1)
    return [blake2b(" ".join(listed[start : start + LENGTH]).encode(), digest_size=SIZE).digest() for start in starts]


def read_printed() -> frozenset[bytes]:
    """Return the hashes of all documents."""
    stored = PRINTED.read_bytes()
    return frozenset(stored[start : start + SIZE] for start in range(0, len(stored), SIZE))


def shared_runs(text: str, printed: frozenset[bytes]) -> Iterator[str]:
    """Yield each longest run of at least `LENGTH` words in a row that a document has too. A quotation ends a run."""
    for part in QUOTATION.split(text):
        listed = words(part)
        found = [start for start, each in enumerate(hashes(listed)) if each in printed]
        while found:
            length = next((n for n, start in enumerate(found) if start != found[0] + n), len(found))
            yield " ".join(listed[found[0] : found[0] + length - 1 + LENGTH])
            found = found[length:]


def write(folder: Path) -> None:
    """Write `printed.bin`. Raises `FileNotFoundError` when the folder lacks a document."""
    found: set[bytes] = set()
    for slug in DOCUMENTS:
        file = next((path for suffix in (".txt", ".md") if (path := folder / f"{slug}{suffix}").exists()), None)
        if file is None:
            raise FileNotFoundError(f"{folder} has no {slug}.txt and no {slug}.md")
        found.update(hashes(words(file.read_text(encoding="utf-8"))))
    PRINTED.write_bytes(b"".join(sorted(found)))


if __name__ == "__main__":
    write(Path(sys.argv[1]))
