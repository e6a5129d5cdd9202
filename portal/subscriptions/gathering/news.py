"""What each item of news says now, as the public pages and the feeds compute it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from measures.models import Correction, Report
from measures.publication.gate import recalling
from portal.agenda import agenda_of
from portal.agenda.answers.between import Differing, between
from portal.agenda.standing import Entry
from portal.core.dates import today
from portal.outputs.feeds.entry import FeedEntry
from portal.outputs.feeds.history import of_changes, of_corrections, of_reports
from portal.subscriptions.news_models import NewsItem, Occasion


@dataclass(frozen=True)
class News:
    """One publication, withdrawal or correction: one thing to tell, however many changes it brought.

    - `head`: the event itself. `summary`: what a source between two reports tells in its own words.
    - `changes`: what it changed between two reports. `effects`: the actions that are new, ended or moved by it; `is_compared`
      says that there was something before it to compare with. Those of a withdrawal decide who hears of it, and are not shown.
    - `action_key`: the lasting key of the action that a correction is about, or an empty text.
    """

    number: int
    kind: Occasion
    head: FeedEntry
    summary: str = ""
    changes: tuple[FeedEntry, ...] = ()
    effects: tuple[Differing, ...] = ()
    is_compared: bool = False
    action_key: str = ""

    @property
    def is_withdrawal(self) -> bool:
        return self.kind == Occasion.WITHDRAWAL

    @property
    def own_slug(self) -> str:
        """Return the slug of the report that was published; empty for any other news."""
        return self.head.about[1] if self.kind == Occasion.PUBLICATION else ""


def news_after(number: int) -> list[News]:
    """Return what the items with a higher number say, in their order. What is not public any more is not among them.

    The number of queries depends on the number of publications among the items, not on that of changes or readers.
    """
    items = list(NewsItem.objects.filter(pk__gt=number))
    found = [*_of_reports([item for item in items if item.kind != Occasion.CORRECTION]), *_corrections(items)]
    return sorted(found, key=attrgetter("number"))


def _corrections(items: Iterable[NewsItem]) -> Iterator[News]:
    numbers = {item.row: item.pk for item in items if item.kind == Occasion.CORRECTION}
    if not numbers:
        return
    for correction in Correction.objects.published().filter(pk__in=numbers).select_related("report"):
        (entry,) = of_corrections([correction])
        yield News(numbers[correction.pk], Occasion.CORRECTION, entry, action_key=correction.action_key)


def _of_reports(items: Sequence[NewsItem]) -> Iterator[News]:
    if not items:
        return
    reports = {report.pk: report for report in Report.objects.published() | Report.objects.withdrawn()}
    published = [report for report in reports.values() if report.is_public]
    heads = {entry.about: entry for entry in of_reports()}
    effects = _Effects(published)
    changes = of_changes()
    for item in items:
        report = reports.get(item.row)
        if report is None:
            continue
        is_withdrawal = item.kind == Occasion.WITHDRAWAL
        if item.moment != (report.withdrawn_at if is_withdrawal else report.published_at if report.is_public else None):
            continue
        head = heads["rapportage", report.slug, "ingetrokken" if is_withdrawal else "gepubliceerd"]
        if is_withdrawal:
            told = _with_what_it_changed(head, report, published)
            yield News(item.pk, Occasion.WITHDRAWAL, told, effects=effects.of_withdrawal(report))
            continue
        yield News(
            item.pk,
            Occasion.PUBLICATION,
            head,
            summary=report.summary if report.tells_news else "",
            changes=tuple(_told_with(report, changes, published)),
            effects=effects.of(report),
            is_compared=effects.has_before(report),
        )


def _told_with(report: Report, changes: Iterable[FeedEntry], published: Iterable[Report]) -> Iterator[FeedEntry]:
    """Yield the changes that became known when this report was published.

    Publishing an older report can tell of a change in a newer one. Of reports published at the same moment, each has its own.
    """
    same = {each.slug for each in published if each.published_at == report.published_at}
    for entry in changes:
        if entry.moment == report.published_at and (entry.about[2] == report.slug or entry.about[2] not in same):
            yield entry


def _with_what_it_changed(head: FeedEntry, report: Report, published: Iterable[Report]) -> FeedEntry:
    """Return the entry of a withdrawal with the records that the report changed. Who was told of those hears that it is gone.

    Of other documents, the feeds know already what they touched.
    """
    if not report.is_progress:
        return head
    with recalling([report.pk, *(each.pk for each in published)]):
        told = [entry.subject for entry in of_changes() if entry.about[2] == report.slug and entry.subject]
    return replace(head, touches=head.touches | frozenset(told))


class _Effects:
    """What each publication did to the actions of all roles, on the day of today.

    Before it, the reports were known that were published earlier and still are; after it, it was known as well.
    A withdrawal is the reverse.
    """

    def __init__(self, published: Sequence[Report]) -> None:
        self._published = published
        self._kept: dict[frozenset[int], list[Entry]] = {}

    def has_before(self, report: Report) -> bool:
        return bool(self._known_before(report))

    def of(self, report: Report) -> tuple[Differing, ...]:
        before = self._known_before(report)
        return tuple(between(self._entries(before), self._entries(before | {report.pk}))) if before else ()

    def of_withdrawal(self, report: Report) -> tuple[Differing, ...]:
        assert report.withdrawn_at
        after = frozenset(each.pk for each in self._published if each.published_at and each.published_at < report.withdrawn_at)
        return tuple(between(self._entries(after | {report.pk}), self._entries(after))) if after else ()

    def _known_before(self, report: Report) -> frozenset[int]:
        moment = report.published_at, report.pk
        return frozenset(each.pk for each in self._published if (each.published_at, each.pk) < moment)

    def _entries(self, known: frozenset[int]) -> list[Entry]:
        if known not in self._kept:
            with recalling(known):
                found = agenda_of(None)
                self._kept[known] = found.entries_of(found.keys_for(None), today())
        return self._kept[known]
