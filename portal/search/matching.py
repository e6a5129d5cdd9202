"""The full-text query, in the SQL of SQLite (FTS5) and of PostgreSQL (tsvector)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from portal.search.words import SearchTerm

# In both databases a word in the title counts ten times as much as a word in the text. On PostgreSQL the column `words`
# has these weights; see the migration.
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
# The query syntax of each database: an exact stem, a prefix, and the two operators.
STEM = {"sqlite": '"{}"', "postgresql": "{}"}
BEGINNING = {"sqlite": '"{}"*', "postgresql": "{}:*"}
OR = {"sqlite": " OR ", "postgresql": " | "}
AND = {"sqlite": " AND ", "postgresql": " & "}


@dataclass(frozen=True)
class Match:
    """A document that matches, without its text. A smaller rank is better. `reports` are slugs."""

    pk: int
    kind: str
    reports: list[str]
    title_words: set[str]
    rank: float


def matches(terms: Sequence[SearchTerm], *, any_of: bool = False) -> list[Match]:
    """Return the documents with all terms, or with at least one if `any_of`, unsorted. One query; none without terms."""
    if not terms:
        return []
    vendor = connection.vendor
    # Terms have only lower-case letters and digits (see `fold`), so none of them can be an operator.
    written = [f"({OR[vendor].join(_ways(term, vendor))})" for term in terms]
    asked = (OR if any_of else AND)[vendor].join(written)
    with connection.cursor() as cursor:
        cursor.execute(MATCHES[vendor], [asked])
        rows = cursor.fetchall()
    return [Match(pk, kind, reports.split(), set(words.split()), rank) for pk, kind, reports, words, rank in rows]


def _ways(term: SearchTerm, vendor: str) -> list[str]:
    ways = [STEM[vendor].format(term.stem)]
    return [*ways, BEGINNING[vendor].format(term.word)] if term.is_beginning else ways
