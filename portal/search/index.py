"""The rebuild of the search index: always the whole index, in one transaction, under a lock."""

from django.db import connection, transaction

from measures.publication.gate import previewed
from portal.search.documents import documents
from portal.search.models import SearchDocument, SearchIndex
from portal.search.spelling import correct_words


def rebuild() -> int:
    """Replace all documents by those of the public content, and return their number.

    Searches use the old documents until the transaction ends. Raises `RuntimeError` during a preview, because the draft
    would enter the public index.
    """
    if previewed() is not None:
        raise RuntimeError("Tijdens een voorbeeld wordt niets vindbaar gemaakt.")
    with transaction.atomic():
        # A second rebuild waits here (on SQLite: at the start of its transaction), so it also reads what the first one committed.
        index, _ = SearchIndex.objects.select_for_update().get_or_create(pk=1)
        found = list(documents())
        SearchDocument.objects.all().delete()
        SearchDocument.objects.bulk_create(found, batch_size=500)
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                # A command of FTS5: index all rows of `portal_searchdocument` anew.
                cursor.execute("INSERT INTO portal_searchwords(portal_searchwords) VALUES ('rebuild')")
        index.words = " ".join(sorted({word for document in found for word in correct_words(f"{document} {document.text}")}))
        index.save()
    return len(found)
