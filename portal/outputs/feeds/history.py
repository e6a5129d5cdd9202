"""Entries for changes between reports, for corrections, and for published and withdrawn reports.

- The id of a change names the two reports that it was first told of, and its timestamp is the moment at which it became known
  here. A report that is published in between changes neither, see `portal.changes.history`.
- A correction has an entry of its own. The entry of the corrected change shows the new words but keeps its timestamp.
- Feeds hide the content of a withdrawn report. They do show its withdrawal, with the time and the reason.
"""

from collections.abc import Iterable, Iterator

from measures.enums import ReportKind
from measures.models import Correction, Report
from measures.models.note import ABOUT_REPORT
from measures.publication.gate import recalling
from portal.changes import Change, ChangeKind, Comparison, Told, history_of, key_of
from portal.core.dates import in_dutch
from portal.core.kept import Kept
from portal.core.sources import Source
from portal.outputs.feeds.entry import ACTION, FeedEntry, FeedFact, public_since
from portal.outputs.feeds.sources import Touched, touched_by

# The kinds of change with short values. The title of an entry contains both values for these kinds only.
SHORT = (ChangeKind.STATUS, ChangeKind.PLANNING, ChangeKind.CODE)


_news: Kept[str, list[FeedEntry]] = Kept(1)


def all_news() -> list[FeedEntry]:
    """Return all entries about reports, corrections and changes, kept until the content changes."""
    return _news.one("", lambda: [*of_reports(), *all_corrections(), *of_changes()])


def of_changes(kind: str = "") -> list[FeedEntry]:
    """Return one entry per change from one progress report to the next, the newest report first.

    `kind` selects one kind of change; "" selects all. Nine queries, however many reports.
    """
    progress = list(Report.objects.published().progress().oldest_first())
    return [_of_change(told) for told in history_of(progress) if kind in ("", told.change.kind)]


def of_comparison(comparison: Comparison) -> list[FeedEntry]:
    since = public_since(comparison.earlier, comparison.later)
    return [_of_change(Told(change, comparison.earlier, comparison.later, since)) for change in comparison.shown]


def _of_change(told: Told) -> FeedEntry:
    change = told.change
    return FeedEntry(
        about=("wijziging", told.earlier.slug, told.later.slug, *key_of(change)),
        kind=change.kind.value,
        title=_title(change),
        url=change.subject.url,
        moment=told.since,
        facts=(
            _fact("Was", change.old, change.old_source, told.earlier),
            _fact("Is nu", change.new, change.new_source, told.later),
        ),
        remarks=tuple(filter(None, [_movement(change), change.remark])),
        subject=(change.subject.type.word, change.subject.key),
    )


def _title(change: Change) -> str:
    title = f"{change.kind.label}: {change.subject.name}"
    title += f", {change.detail}" if change.detail else ""
    return f"{title} (van „{change.old}” naar „{change.new}”)" if change.kind in SHORT else title


def _fact(label: str, words: str, source: Source | None, report: Report) -> FeedFact:
    if source is None:
        return FeedFact(label, "niet genoemd", Source(report, ""))
    return FeedFact(label, f"„{words}”" if words else "geen", source)


def _movement(change: Change) -> str:
    if change.amount:
        return f"Verschuiving: {change.amount}"
    return f"Beweging: {change.direction.label.lower()}" if change.direction else ""


def of_corrections(corrections: Iterable[Correction]) -> Iterator[FeedEntry]:
    for correction in corrections:
        yield FeedEntry(
            about=("correctie", str(correction.pk)),
            kind="correctie",
            title=f"Correctie: {correction.subject_title}, {correction.field}",
            url=correction.subject_url,
            moment=correction.made_at,
            facts=_values_of(correction),
            remarks=(f"Reden: {correction.reason}", f"Gecorrigeerd door: {correction.editor_function}"),
            subject=(correction.subject_type, correction.subject_key),
            touches=frozenset([(ACTION, correction.action_key)] if correction.action_key else []),
        )


def _values_of(correction: Correction) -> tuple[FeedFact, ...]:
    source = Source(correction.report, "")
    new = FeedFact("Is nu", f"„{correction.new_value}”" if correction.new_value else "leeg", source)
    if correction.is_addition:
        return (new,)
    return FeedFact("Was", f"„{correction.old_value}”" if correction.old_value else "leeg", source), new


def all_corrections() -> Iterator[FeedEntry]:
    return of_corrections(Correction.objects.published().select_related("report"))


def of_reports() -> Iterator[FeedEntry]:
    """Yield one entry per published report, then one per withdrawn report. The number of queries is constant.

    A document that is no progress report also tells what it says of bills, and is in the feeds of the records that it touches,
    as is its withdrawal. Of a progress report, the changes tell that.
    """
    published = list(Report.objects.published().newest_first())
    touched = touched_by(Report.objects.published().exclude(kind=ReportKind.PROGRESS))
    for report in published:
        yield of_publication(report, touched.get(report.pk, Touched()))
    withdrawn = list(Report.objects.withdrawn().newest_first())
    touched = _touched_before(withdrawn, published)
    for report in withdrawn:
        assert report.withdrawn_at is not None
        yield FeedEntry(
            about=("rapportage", report.slug, "ingetrokken"),
            kind="ingetrokken",
            title=f"Ingetrokken: {report.title}",
            url=report.get_absolute_url(),
            moment=report.withdrawn_at,
            remarks=(f"Reden: {report.withdrawal_reason}",),
            subject=(ABOUT_REPORT, report.slug),
            touches=frozenset(touched.get(report.pk, Touched()).subjects),
        )


def of_publication(report: Report, own: Touched) -> FeedEntry:
    """Return the entry of one published report. `own` is what it touches."""
    return FeedEntry(
        about=("rapportage", report.slug, "gepubliceerd"),
        kind="gepubliceerd",
        title=f"Gepubliceerd: {report.title}",
        url=report.get_absolute_url(),
        moment=public_since(report),
        remarks=(
            f"{report.get_kind_display()} van {report.publication}",
            *([f"Stand per {in_dutch(report.reference_date)}"] if report.reference_date else []),
        ),
        facts=tuple(own.facts),
        subject=(ABOUT_REPORT, report.slug),
        touches=frozenset(own.subjects),
    )


def _touched_before(withdrawn: Iterable[Report], published: Iterable[Report]) -> dict[int, Touched]:
    """Return what the documents touched that are withdrawn now. Who follows those records hears of the withdrawal."""
    keys = [report.pk for report in withdrawn if not report.is_progress]
    if not keys:
        return {}
    with recalling([*keys, *(report.pk for report in published)]):
        return touched_by(Report.objects.filter(pk__in=keys))
