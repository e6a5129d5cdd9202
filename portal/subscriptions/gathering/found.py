"""What became public and was not found before: by comparing what is public with what was found, and not by time.

A moment is written before its transaction ends, so one that ends later can have an earlier moment. Who looks only at what is
newer than the last time would miss it.
"""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from measures.models import Correction, Report
from measures.publication.counting import hold_changes
from portal.subscriptions.news_models import NewsItem, Occasion

# What identifies an item: its kind, its row and its moment.
Found = tuple[str, int, dt.datetime]


def note_news() -> list[NewsItem]:
    """Give every publication, withdrawal and correction that has none a number, and return the new items.

    The first time there is no reader who waits for what is public already: each item then counts as found at its own moment.
    """
    if not _public() - _noted():
        return []
    with transaction.atomic():
        # One process at a time, so that numbers become visible in their order.
        hold_changes()
        noted, now = _noted(), timezone.now()
        fresh = sorted(_public() - noted, key=lambda found: (found[2], found[0] != Occasion.PUBLICATION, found[1]))
        return NewsItem.objects.bulk_create(
            NewsItem(kind=kind, row=row, moment=moment, found_at=now if noted else moment) for kind, row, moment in fresh
        )


def _noted() -> set[Found]:
    return set(NewsItem.objects.values_list("kind", "row", "moment"))


def _public() -> set[Found]:
    sources = {
        Occasion.PUBLICATION: Report.objects.published().values_list("pk", "published_at"),
        Occasion.WITHDRAWAL: Report.objects.withdrawn().values_list("pk", "withdrawn_at"),
        Occasion.CORRECTION: Correction.objects.published().values_list("pk", "made_at"),
    }
    return {(kind.value, row, moment) for kind, rows in sources.items() for row, moment in rows}
