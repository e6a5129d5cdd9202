"""The full-text query, in the SQL of SQLite (FTS5) and of PostgreSQL (tsvector)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from measures.words.question import Hits

# The database only looks up words. Which words a term finds, and which document is best, is decided in Python, so that both
# databases give the same answer.
MATCHES = {
    "sqlite": """
        SELECT document.id, kind, url, reports, document.title_words, document.text_words
        FROM portal_searchwords JOIN portal_searchdocument document ON document.id = portal_searchwords.rowid
        WHERE portal_searchwords MATCH %s
    """,
    "postgresql": """
        SELECT id, kind, url, reports, title_words, text_words
        FROM portal_searchdocument, to_tsquery('simple', %s) asked WHERE words @@ asked
    """,
}
# The query syntax of each database: a word, two words beside each other, and the two operators.
WORD = {"sqlite": '"{}"', "postgresql": "{}"}
PAIR = {"sqlite": '"{} {}"', "postgresql": "({} <-> {})"}
OR = {"sqlite": " OR ", "postgresql": " | "}
AND = {"sqlite": " AND ", "postgresql": " & "}


@dataclass(frozen=True)
class Match:
    """A document that matches: its words in order, and the slugs of its reports."""

    pk: int
    kind: str
    url: str
    reports: list[str]
    title_words: list[str]
    text_words: list[str]


def matches(hits: Sequence[Hits], *, any_of: bool = False) -> list[Match]:
    """Return the documents with a hit of all terms, or of at least one if `any_of`, unsorted. At most one query."""
    vendor = connection.vendor
    # Words have only lower-case letters and digits (see `fold`), so none of them can be an operator.
    written = [f"({OR[vendor].join(ways)})" for each in hits if (ways := _ways(each, vendor))]
    if not written or (len(written) < len(hits) and not any_of):
        return []
    asked = (OR if any_of else AND)[vendor].join(written)
    with connection.cursor() as cursor:
        cursor.execute(MATCHES[vendor], [asked])
        rows = cursor.fetchall()
    return [Match(pk, kind, url, reports.split(), title.split(), text.split()) for pk, kind, url, reports, title, text in rows]


def _ways(hits: Hits, vendor: str) -> list[str]:
    alone = [WORD[vendor].format(word) for word in sorted(hits.exact | hits.partial)]
    return alone + [PAIR[vendor].format(*pair) for pair in sorted(hits.pairs)]
