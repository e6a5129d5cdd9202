"""The rows of a draft as the values of the forms of a notice, and back.

A form shows one station of each bill, and one paper of each motion. What else the draft holds, it leaves alone.
"""

from dataclasses import dataclass, field
from typing import Any

from laws.enums import Outcome
from laws.models import BillSnapshot, EntryIntoForce, Station
from measures.enums import ReportKind, Status
from measures.kinds import BILL, MOTION
from measures.models import ActionMention, Report
from measures.models.base import OfReport
from measures.periods import read_period
from motions.models import Motion, MotionPaper, MotionSnapshot
from portal.desk.editing.checks import PARTS
from portal.desk.editing.worklist import seen, start
from portal.desk.notices.forms import NoticeForm, days_of, name_of
from portal.desk.notices.kinds import news_kind
from portal.desk.parts import BillWithParts

Values = dict[str, Any]


@dataclass
class StoredNotice:
    """What a draft says, as the initial values of the forms. All are empty for a report that is not stored yet."""

    report: Report
    bills: list[BillWithParts]
    source: Values = field(default_factory=dict)
    motions: list[Values] = field(default_factory=list)
    actions: list[Values] = field(default_factory=list)
    was_own: bool = False
    # What the rows take from the source, before it changes.
    taken: Values = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.report.pk is None:
            return
        self.taken = taken_from(self.report)
        self.was_own = self.report.kind == ReportKind.NOTICE
        self.source = _of_source(self.report) | _of_bills(self.report, self.bills)
        self.motions = _of_motions(self.report)
        mentions = _dated(self.report).select_related("action")
        self.actions = [
            {"action": row.action, "first": row.in_force_from, "last": row.in_force_until}
            for row in _first_of_each(mentions, "action_id").values()
        ]


def taken_from(report: Report) -> Values:
    """Return what the rows of a source take from it, by the name of their field."""
    number = report.official_number or report.kamerstuk
    return {"location": report.location, "period": report.publication, "reference": number, "link": report.link}


def _dated(report: Report) -> Any:
    return report.mentions.exclude(in_force_from=None, in_force_until=None).order_by("pk")


def _of_source(report: Report) -> Values:
    period = read_period(report.publication)
    return {
        "kind": news_kind(report),
        "title": report.title,
        "number": report.kamerstuk or report.official_number,
        "day": period.earliest if period.earliest == period.latest else None,
        "link": report.link,
        "place": report.location,
        "is_official": report.is_official,
        "summary": report.summary,
    }


def _of_bills(report: Report, bills: list[BillWithParts]) -> Values:
    stations = _first_of_each(report.stations.order_by("pk"), "bill_id")
    outcomes = dict(report.billsnapshots.exclude(outcome=Outcome.UNKNOWN).values_list("bill", "outcome"))
    days = {(row.bill_id, row.part): row.date for row in report.entries_into_force.all()}
    found: Values = {}
    for each in bills:
        name, key = name_of(each), each.bill.pk
        station = stations.get(key)
        found |= {f"{name}-station": station.kind, f"{name}-result": station.result} if station else {}
        found |= {f"{name}-outcome": outcomes[key]} if key in outcomes else {}
        found |= {f"{name}-{part.key}": days[key, part.name] for part in each.parts if (key, part.name) in days}
    return found


def _of_motions(report: Report) -> list[Values]:
    papers = _first_of_each(report.motion_papers.select_related("motion").order_by("pk"), "motion_id")
    known = report.motionsnapshots.exclude(status=Status.UNKNOWN).select_related("motion").order_by("pk")
    stands = {row.motion_id: row for row in known}
    found = []
    for key in dict.fromkeys((*papers, *stands)):
        values: Values = {"motion": (papers.get(key) or stands[key]).motion}
        if paper := papers.get(key):
            values |= {name: getattr(paper, name) for name in OF_PAPER}
        if stand := stands.get(key):
            values |= {name: getattr(stand, name) for name in OF_STAND}
        found.append(values)
    return found


OF_PAPER = ("voted_on", "vote_result", "vote_against", "follow_up")
OF_STAND = ("status", "status_printed")


def _first_of_each(rows: Any, owner: str) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for row in rows:
        found.setdefault(getattr(row, owner), row)
    return found


def save(notice: StoredNotice, source: NoticeForm, motions: list[Values], actions: list[Values]) -> Report:
    """Save a valid notice as a draft, and return it. The caller has a transaction, with the row of a stored draft locked."""
    report = notice.report
    if report.pk is None:
        start(report)
    else:
        report.save()
    writer = _Writer(report, notice)
    for each in notice.bills:
        writer.save_bill(each, source.cleaned_data)
    writer.save_motions(motions)
    writer.save_actions(actions)
    return report


@dataclass
class _Writer:
    """Writes the rows of one draft. What another page entered and the notice does not show stays as it is."""

    report: Report
    notice: StoredNotice

    @property
    def _reading(self) -> Values:
        """Return whether a row is our own reading. A message of the editors is; of another source an editor may have said so."""
        is_own = self.report.kind == ReportKind.NOTICE
        return {"is_reading": is_own} if is_own or self.notice.was_own else {}

    def save_bill(self, each: BillWithParts, cleaned: Values) -> None:
        name, bill = name_of(each), each.bill
        for part, day in days_of(cleaned, each).items():
            entry = self.report.entries_into_force.filter(bill=bill, part=part).first()
            self._put(entry or EntryIntoForce(report=self.report, bill=bill, part=part), {"date": day} if day else {})
        station = self.report.stations.filter(bill=bill).order_by("pk").first() or Station(report=self.report, bill=bill)
        kind, result = cleaned.get(f"{name}-station"), cleaned.get(f"{name}-result", "")
        self._put(station, {"kind": kind, "result": result} | self._reading if kind else {}, "period", "reference", "link")
        self._save_outcome(each, cleaned.get(f"{name}-outcome") or Outcome.UNKNOWN)

    def _save_outcome(self, each: BillWithParts, outcome: str) -> None:
        stand = self.report.billsnapshots.filter(bill=each.bill).first()
        if stand is None and outcome == Outcome.UNKNOWN:
            return
        stand = stand or BillSnapshot(report=self.report, bill=each.bill, title_printed=each.bill.title)
        has_parts = stand.pk is not None and any(getattr(stand, name).exists() for name in PARTS[BILL])
        says_more = outcome != Outcome.UNKNOWN or stand.remark or has_parts
        self._put_stand(stand, BILL.field, {"outcome": outcome} if says_more else {})

    def save_motions(self, rows: list[Values]) -> None:
        motions = {row["motion"]: row for row in rows}
        for motion in dict.fromkeys((*(row["motion"] for row in self.notice.motions), *motions)):
            row = motions.get(motion, {})
            paper = self.report.motion_papers.filter(motion=motion).order_by("pk").first()
            of_paper = {name: row.get(name) or "" for name in OF_PAPER} | {"voted_on": row.get("voted_on")}
            says = any(of_paper.values()) or bool(row and paper)
            new = paper or MotionPaper(report=self.report, motion=motion)
            self._put(new, of_paper | self._reading if says else {})
            self._save_status(motion, row)

    def _save_status(self, motion: Motion, row: Values) -> None:
        stand = self.report.motionsnapshots.filter(motion=motion).first()
        if row.get("status"):
            stand = stand or MotionSnapshot(report=self.report, motion=motion, title_printed=motion.title)
            self._put_stand(stand, MOTION.field, {name: row[name] for name in OF_STAND})
        elif stand and stand.status != Status.UNKNOWN:
            says_more = stand.explanation or stand.measures.exists()
            self._put_stand(stand, MOTION.field, {"status": Status.UNKNOWN, "status_printed": ""} if says_more else {})

    def save_actions(self, rows: list[Values]) -> None:
        actions = {row["action"]: row for row in rows}
        for action in dict.fromkeys((*(row["action"] for row in self.notice.actions), *actions)):
            row = actions.get(action, {})
            own = self.report.mentions.filter(action=action).order_by("pk")
            mention = _dated(self.report).filter(action=action).first() or own.first()
            mention = mention or ActionMention(report=self.report, action=action)
            says_more = mention.condition or mention.period or mention.column or mention.states_in_force
            days = {"in_force_from": row.get("first"), "in_force_until": row.get("last")}
            self._put(mention, days if any(days.values()) or says_more else {})

    def _put(self, row: OfReport, values: Values, *taken: str) -> None:
        """Save the row with these values, or delete it when there are none. A row that stays as it was is not written.

        `taken` names the fields that it takes from the source, besides its place; a row that has something else there keeps it.
        """
        if not values:
            if row.pk:
                row.delete()
            return
        now, before = taken_from(self.report), self.notice.taken
        values = values | {
            name: now[name] for name in ("location", *taken) if row.pk is None or getattr(row, name) == before.get(name)
        }
        if row.pk and all(getattr(row, name) == value for name, value in values.items()):
            return
        for name, value in values.items():
            setattr(row, name, value)
        row.save()

    def _put_stand(self, stand: Any, kind: str, values: Values) -> None:
        """Save or delete a snapshot, with its line on the worklist."""
        record = getattr(stand, kind)
        self._put(stand, values)
        if values:
            seen(self.report, record)
        else:
            self.report.tasks.filter(**{kind: record}).delete()
