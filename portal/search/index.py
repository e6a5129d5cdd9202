"""Making everything findable anew: at once, whole, and by one at a time."""

from django.db import connection, transaction

from measures.publication.gate import previewed
from portal.search.documents import documents
from portal.search.models import SearchDocument, SearchIndex
from portal.search.spelling import correct_words


def rebuild() -> int:
    """Make all documents from what is public now, and return how many. Searches see the old ones until all are there.

    Raises `RuntimeError` within a preview: a draft that staff look at is not public.
    """
    if previewed() is not None:
        raise RuntimeError("Tijdens een voorbeeld wordt niets vindbaar gemaakt.")
    with transaction.atomic():
        # Whoever comes second waits, and then reads what the first one wrote too.
        index, _ = SearchIndex.objects.select_for_update().get_or_create(pk=1)
        found = list(documents())
        SearchDocument.objects.all().delete()
        SearchDocument.objects.bulk_create(found, batch_size=500)
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO portal_searchwords(portal_searchwords) VALUES ('rebuild')")
        index.words = " ".join(sorted({word for document in found for word in correct_words(f"{document} {document.text}")}))
        index.save()
    return len(found)
