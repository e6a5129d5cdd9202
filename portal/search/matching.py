"""The one question to the database that SQLite and PostgreSQL each answer in their own language."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from portal.search.words import Term

# A word of the title weighs ten words of the text, in both.
MATCHES = {
    "sqlite": """
        SELECT document.id, kind, reports, document.title_words, bm25(portal_searchwords, 10.0, 1.0)
        FROM portal_searchwords JOIN portal_searchdocument document ON document.id = portal_searchwords.rowid
        WHERE portal_searchwords MATCH %s
    """,
    "postgresql": """
        SELECT id, kind, reports, title_words, -ts_rank(words, asked)
        FROM portal_searchdocument, to_tsquery('simple', %s) asked WHERE words @@ asked
    """,
}
# How each writes: this stem, or a word that begins like this; and: all of these, any of these.
STEM = {"sqlite": '"{}"', "postgresql": "{}"}
BEGINNING = {"sqlite": '"{}"*', "postgresql": "{}:*"}
OR = {"sqlite": " OR ", "postgresql": " | "}
AND = {"sqlite": " AND ", "postgresql": " & "}


@dataclass(frozen=True)
class Match:
    """A document that says what was asked; the smaller its rank, the better."""

    pk: int
    kind: str
    reports: list[str]
    title_words: set[str]
    rank: float


def matches(terms: Sequence[Term], *, any_of: bool = False) -> list[Match]:
    """The documents with all of these words, or with any of them. One query; without words nothing."""
    if not terms:
        return []
    vendor = connection.vendor
    # Words are small letters and digits alone (`fold`): none of them can be an operator.
    written = [f"({OR[vendor].join(_ways(term, vendor))})" for term in terms]
    asked = (OR if any_of else AND)[vendor].join(written)
    with connection.cursor() as cursor:
        cursor.execute(MATCHES[vendor], [asked])
        rows = cursor.fetchall()
    return [Match(pk, kind, reports.split(), set(words.split()), rank) for pk, kind, reports, words, rank in rows]


def _ways(term: Term, vendor: str) -> list[str]:
    ways = [STEM[vendor].format(term.stem)]
    return [*ways, BEGINNING[vendor].format(term.word)] if term.is_beginning else ways
