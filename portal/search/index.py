"""The rebuild of the search index: always the whole index, in one transaction, while nothing public can change."""

from collections.abc import Iterable

from django.db import connection, transaction

from measures.publication.counting import changes_counted, count_change, hold_changes
from measures.publication.gate import is_rehearsed, opened_for
from portal.search.documents import documents
from portal.search.models import SearchDocument, SearchIndex


def rebuild() -> int:
    """Replace all documents by those of the public content, and return their number.

    Searches use the old documents until the transaction ends. Raises `RuntimeError` during a preview, because the draft
    would enter the public index. Does nothing in a rehearsal, which is taken back.
    """
    if is_rehearsed():
        return 0
    if opened_for() is not None:
        raise RuntimeError("Tijdens een voorbeeld wordt niets vindbaar gemaakt.")
    with transaction.atomic():
        # A second rebuild waits here (on SQLite: at the start of its transaction), and so does every public change. So the
        # documents are those of this number of changes.
        number = hold_changes()
        found = list(documents())
        if _texts(found) != _texts(SearchDocument.objects.all()):
            count_change()
            number = changes_counted()
        SearchDocument.objects.all().delete()
        SearchDocument.objects.bulk_create(found, batch_size=500)
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                # A command of FTS5: index all rows of `portal_searchdocument` anew.
                cursor.execute("INSERT INTO portal_searchwords(portal_searchwords) VALUES ('rebuild')")
        words = " ".join(sorted({word for each in found for word in f"{each.title_words} {each.text_words}".split()}))
        SearchIndex.objects.update_or_create(pk=1, defaults={"words": words, "number": number})
    return len(found)


def is_behind() -> bool:
    """Return whether something public changed after the last rebuild."""
    return SearchIndex.objects.values_list("number", flat=True).first() != changes_counted()


def _texts(documents: Iterable[SearchDocument]) -> set[tuple[str, ...]]:
    """Return what visitors can find and read of `documents`, and the words by which they find it."""
    return {
        (each.url, each.caption, each.title, each.text, each.reports, each.numbers, each.title_words, each.text_words)
        for each in documents
    }
