"""Four eyes: each change of a draft is seen by somebody other than who made it.

Whoever publishes sees the draft as it then stands. Before that, somebody can agree with it as it stands (`Approval`). So a change
by the publisher needs the agreement of another person after it; a change by somebody else does not. The audit trail tells who
changed what: its lines about one report are in the order of their primary keys, because writing to a report locks its row.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from auditlog.models import LogEntry
from django.db import transaction
from django.db.models import Count, Max, QuerySet

from measures.enums import ReportState
from measures.models import Report
from portal.core.trail import CONTENT_APPS, name_in
from portal.desk.persons import Pairs, is_one_person, opened_accounts
from portal.desk.team_models import Approval

# How many changes the page lists one by one.
LISTED = 100


class ApprovalError(Exception):
    """An agreement that cannot be given; the message gives the reason in Dutch."""


@dataclass(frozen=True)
class Author:
    """Somebody who changed a draft: how often, the last line of the trail by them, and who saw that line since (a name or "")."""

    pk: int
    changes: int
    last: LogEntry
    seen_by: str

    @property
    def name(self) -> str:
        return name_in(self.last)


def lines_of(report: Report) -> QuerySet[LogEntry]:
    """Return the lines of the trail about the content of the report, also under an earlier slug of it."""
    return LogEntry.objects.filter(additional_data__rapportage__in=slugs_of(report), content_type__app_label__in=CONTENT_APPS)


def slugs_of(report: Report) -> set[str]:
    """Return the slug of the report, and those that it had before: lines of the trail have the slug of their moment."""
    renamings = LogEntry.objects.get_for_object(report).filter(changes__has_key="slug").values_list("changes", flat=True)
    return {report.slug, *(slug for changes in renamings for slug in changes["slug"])}


def changes_of(report: Report) -> QuerySet[LogEntry]:
    """Return the lines of the trail that tell what persons changed in the report."""
    return lines_of(report).filter(actor__isnull=False)


def last_line(report: Report) -> int:
    """Return the primary key of the newest line of the trail about the report, or 0. Also of one that no person wrote."""
    return lines_of(report).aggregate(last=Max("pk"))["last"] or 0


def authors_of(report: Report, opened: Pairs) -> list[Author]:
    """Return everybody who changed the report, the latest first. The number of queries is constant."""
    counted = list(changes_of(report).order_by().values("actor_id").annotate(last=Max("pk"), changes=Count("pk")))
    entries = LogEntry.objects.select_related("actor").in_bulk([row["last"] for row in counted])
    approvals = list(report.approvals.all())
    return [
        Author(row["actor_id"], row["changes"], entries[row["last"]], seen_by(row["actor_id"], row["last"], approvals, opened))
        for row in sorted(counted, key=lambda row: -row["last"])
    ]


def seen_by(author: int, last: int, approvals: Iterable[Approval], opened: Pairs) -> str:
    """Return the name of somebody other than `author` who agreed at the line `last` of the trail or later, or ""."""
    return next((each.name for each in approvals if each.line >= last and not is_one_person(each.by_id, author, opened)), "")


def one_pair_of_eyes(authors: Iterable[Author], by: Any, opened: Pairs) -> str:
    """Return why something would be seen by its author only, if `by` published now; in Dutch, or an empty string."""
    unseen = [author for author in authors if not author.seen_by and is_one_person(author.pk, by.pk, opened)]
    if any(author.pk == by.pk for author in unseen):
        return "U voerde zelf iets in dat nog niemand anders zag."
    if unseen:
        names = " en ".join(author.name for author in unseen)
        return (
            f"U en {names} tellen als één persoon. Een van u hielp de ander in de laatste dertig dagen aan een wachtwoord, of "
            "verwijderde de tweede stap."
        )
    return ""


def one_pair_now(report: Report, by: Any) -> str:
    """Return `one_pair_of_eyes` for the report as it stands."""
    opened = opened_accounts()
    return one_pair_of_eyes(authors_of(report, opened), by, opened)


def changed_since_approval(report: Report) -> tuple[list[LogEntry], int]:
    """Return the newest lines of the trail since the last agreement, and how many there are. Without an agreement, all count."""
    latest = report.approvals.first()
    changed = changes_of(report).filter(pk__gt=latest.line if latest else 0)
    return list(changed.select_related("actor", "content_type").order_by("-pk")[:LISTED]), changed.count()


@transaction.atomic
def approve(report: Report, by: Any, line: int | None) -> Approval:
    """Store that `by` agrees with the draft as it stood at `line` of the trail, which the page showed. Raises `ApprovalError`."""
    locked = Report.objects.select_for_update().get(pk=report.pk)
    if locked.state != ReportState.DRAFT:
        raise ApprovalError("Deze rapportage is geen concept meer.")
    if line != last_line(locked):
        raise ApprovalError("Intussen is er iets gewijzigd. Kijk nog eens, en geef dan akkoord.")
    opened = opened_accounts()
    if all(author.seen_by or is_one_person(author.pk, by.pk, opened) for author in authors_of(locked, opened)):
        raise ApprovalError("Er is niets van een ander dat nog iemand moet zien.")
    return Approval.objects.create(report=locked, by=by, name=by.get_username(), line=line)
