"""What the calendars said of each action after every public act, and so its revision now.

A public act is the publication or the withdrawal of a report, or a correction. Their moments are stored; what was public after
each of them follows from that. A program that imported the calendar at any moment so learns that a day moved or is gone.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import reduce
from itertools import chain
from operator import or_

from auditlog.models import LogEntry
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from laws.enums import Phase
from laws.models import Bill, BillSnapshot, EntryIntoForce, PlanningStep, Requirement
from measures.enums import Precision, ReportKind
from measures.kinds import BILL
from measures.models import Action, ActionMention, Correction, Report
from measures.models.note import ABOUT_REPORT, MERGED
from measures.publication.gate import recalling
from portal.agenda import Entry
from portal.agenda.memory import Agenda
from portal.core.dates import today
from portal.core.kept import Kept

# The number of chosen reports whose revisions a process keeps.
MOST = 16
BEGIN, END = "begin", "einde"
Span = tuple[dt.date, dt.date]


@dataclass(frozen=True)
class PublicAct:
    """An act that changed what is public. `public` holds the primary keys of the reports that were public afterwards."""

    at: dt.datetime
    public: frozenset[int]
    report: Report
    correction: Correction | None = None


@dataclass(frozen=True)
class Revision:
    """What the calendar says of the first or the last day of an action, after all public acts.

    - `span`: the days of the event, or None when no report that is public gives any.
    - `last`: the days that it had last.
    - `sequence`: the number of the act that last changed the days or how sure they are. An act keeps its number, and each
      correction that can be about the event counts. So this number never falls, whatever is published, corrected or withdrawn.
    - `at`: the moment of the act that last changed anything that the event says.
    - `taken_by`: the withdrawn report without which the action is not public any more.
    """

    span: Span | None
    last: Span
    sequence: int
    at: dt.datetime
    taken_by: Report | None = None


# By the primary key of an action and `BEGIN` or `END`.
Revisions = dict[tuple[int, str], Revision]
_revisions: Kept[int | None, Revisions] = Kept(MOST)


def revisions_of(report: Report | None) -> Revisions:
    """Return the revision of each event that any calendar has or had. None of those without any day, ever.

    With `report`, later reports are left out, as in the agenda. A dozen queries for each publication and withdrawal.
    """
    return _revisions.one(report.pk if report else None, lambda: _read(report))


def span_of(entry: Entry, what: str) -> Span | None:
    """Return the days of an event: all days of a planned period, and the one day that "vanaf 1 augustus 2026" names.

    None when no day is known, when the action ends before it begins or before the plan can come true, and for the last day of
    the calendar (DTEND is the day after the last one, and `dt.date` has no day after 31 December 9999).
    """
    end = entry.facts.end
    if what == END:
        return (end, end) if end and end < dt.date.max else None
    days = entry.days
    if days.precision != Precision.DAY and (days.earliest is None or days.latest is None):
        # "Vanaf 2023" names no day, so no source names the day of this event.
        return None
    first, last = days.earliest or days.latest, days.latest or days.earliest
    if first is None or last is None or last == dt.date.max:
        return None
    is_overtaken = end is not None and (first if entry.facts.confirmed else last) > end
    return None if is_overtaken else (first, last)


def is_sure(entry: Entry, what: str) -> bool:
    return what == END or entry.facts.confirmed


def _read(report: Report | None) -> Revisions:
    acts = list(_acts())
    histories: dict[tuple[int, str], _History] = {}
    bills = _Families()
    texts = set(Action.objects.values_list("text", flat=True))
    public: frozenset[int] | None = None
    for number, act in enumerate(acts):
        if report is not None and act.report.order > report.order:
            continue
        known = act.public if report is None else frozenset(_known_with(report, act.public, acts))
        if act.correction is not None:
            for history in histories.values():
                history.correct(number, act, bills, texts)
        elif known != public:
            public = known
            _replay(number, act, known, histories)
    # Days that no report says any more, and that only a correction can have taken: the audit trail keeps them.
    silent = {key: history for key, history in histories.items() if history.last is None and history.is_corrected}
    for key, last in _corrected_days(silent).items() if silent else ():
        silent[key].last = last
    return {key: found for key, history in histories.items() if (found := history.revision())}


def _corrected_days(silent: dict[tuple[int, str], "_History"]) -> dict[tuple[int, str], Span]:
    """Return the days that the last correction took from these events. Three queries."""
    of_bills = PlanningStep.objects.filter(phase=Phase.ENTRY_INTO_FORCE).values_list("pk", "snapshot__bill")
    of_actions = ActionMention.objects.values_list("pk", "action")
    owners: dict[tuple[str, int], int] = {("planningstep", pk): bill for pk, bill in of_bills}
    owners |= {("actionmention", pk): action for pk, action in of_actions}
    trail = LogEntry.objects.filter(content_type__model__in=("planningstep", "actionmention"), action=LogEntry.Action.UPDATE)
    found: dict[tuple[int, str], Span] = {}
    rows = trail.order_by("timestamp", "pk").values_list("content_type__model", "object_id", "changes", "additional_data")
    for model, pk, changes, about in rows:
        if not (about or {}).get("reden"):
            continue
        for (key, what), history in silent.items():
            is_about = owners.get((model, pk or 0)) in (history.bills if model == "planningstep" else {key})
            for first, last in CORRECTED[what] if is_about else ():
                days = _day(changes, first) or _day(changes, last), _day(changes, last) or _day(changes, first)
                if days[0] and days[1]:
                    found[key, what] = days[0], days[1]
    return found


# The columns that hold the first and the last day of an event.
CORRECTED = {BEGIN: (("earliest", "latest"), ("in_force_from", "in_force_from")), END: (("in_force_until", "in_force_until"),)}


def _day(changes: dict[str, list[str]], name: str) -> dt.date | None:
    """Return the old value of a date in a row of the audit trail, where None stands as a word."""
    old = changes.get(name, ["None"])[0]
    return None if old == "None" else dt.date.fromisoformat(old)


def _known_with(report: Report, public: frozenset[int], acts: Iterable[PublicAct]) -> Iterator[int]:
    return (act.report.pk for act in acts if act.report.pk in public and act.report.order <= report.order)


def _acts() -> Iterator[PublicAct]:
    """Yield all public acts, the oldest first: those of one moment in the order of reports. A draft in preview comes last.

    Acts about a source that says nothing of actions and bills are left out: they change no event.
    """
    said = (ActionMention.objects, BillSnapshot.objects, EntryIntoForce.objects, Requirement.objects)
    rows = (Exists(rows.filter(report=OuterRef("pk"))) for rows in said)
    says_something = reduce(or_, rows, Q(kind=ReportKind.PROGRESS))
    public_once = Report.objects.published() | Report.objects.withdrawn()
    reports = list(public_once.filter(says_something).oldest_first())
    by_key = {each.pk: each for each in reports}
    corrections = Correction.objects.filter(report__in=by_key, subject_type__in=(BILL.word, ABOUT_REPORT)).order_by("pk")
    moments = chain(
        (((each.published_at or timezone.now(), 0), each, None) for each in reports),
        (((each.withdrawn_at, 1), each, None) for each in reports if each.withdrawn_at),
        (((each.made_at, 2), by_key[each.report_id], each) for each in corrections),
    )
    public: frozenset[int] = frozenset()
    for (at, kind), report, correction in sorted(moments, key=lambda moment: moment[0]):
        if kind == 0:
            public |= {report.pk}
        elif kind == 1:
            public -= {report.pk}
        yield PublicAct(at, public, report, correction)


def _replay(number: int, act: PublicAct, public: frozenset[int], histories: dict[tuple[int, str], "_History"]) -> None:
    """Add to the histories what the calendar said when these reports were public."""
    with recalling(public):
        agenda = Agenda(None, today())
        entries = {entry.action.pk: entry for entry in agenda.entries_of(agenda.keys_for(None), today())}
    for key in entries:
        for what in (BEGIN, END):
            histories.setdefault((key, what), _History(what))
    for (key, _), history in histories.items():
        history.say(number, act, entries.get(key))


@dataclass
class _History:
    """What the calendar said of one event, from the first act on."""

    what: str
    entry: Entry | None = None
    span: Span | None = None
    is_sure: bool = False
    last: Span | None = None
    sequence: int = 0
    at: dt.datetime | None = None
    taken_by: Report | None = None
    is_corrected: bool = False
    bills: set[int] = field(default_factory=set)
    mentioned_in: set[int] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)

    def say(self, number: int, act: PublicAct, entry: Entry | None) -> None:
        span = span_of(entry, self.what) if entry else None
        sure = bool(entry and is_sure(entry, self.what))
        if (span, sure and span is not None) != (self.span, self.is_sure and self.span is not None):
            self.sequence = number
        if (entry is None) != (self.entry is None) or (entry and self.entry and entry.facts != self.entry.facts):
            self.at = act.at
        self.taken_by = act.report if entry is None and self.entry is not None else self.taken_by if entry is None else None
        self.entry, self.span, self.is_sure, self.last = entry, span, sure, span or self.last
        if entry:
            self.bills |= {requirement.bill_id for requirement in entry.action.known_requirements}
            self.mentioned_in |= {mention.report_id for mention in entry.action.known_mentions}
            self.texts.add(entry.action.text)

    def correct(self, number: int, act: PublicAct, bills: "_Families", texts: set[str]) -> None:
        """Count a correction when it can be about this event: of a bill that the action hangs on, or of a mention of it."""
        if act.correction and self._may_be_about(act.correction, bills, texts):
            self.sequence, self.at, self.is_corrected = number, act.at, True

    def _may_be_about(self, correction: Correction, bills: "_Families", texts: set[str]) -> bool:
        if correction.subject_type == BILL.word:
            return correction.subject_key in bills.of(self.bills)
        if correction.field == MERGED:
            # Another action became one with this one, with its mentions.
            return correction.new_value in self.texts
        if correction.report_id not in self.mentioned_in or not correction.field.startswith(MENTION):
            return False
        # The title of a correction is the text of the action at that moment, and an editor can change that text.
        titles = {text[:TITLE] for text in self.texts}
        return correction.subject_title in titles or correction.subject_title not in {text[:TITLE] for text in texts}

    def revision(self) -> Revision | None:
        if self.last is None or self.at is None:
            return None
        return Revision(self.span, self.last, self.sequence, self.at, self.taken_by)


MENTION = str(ActionMention._meta.verbose_name)
TITLE = Correction._meta.get_field("subject_title").max_length


class _Families:
    """The bills that took each other over, by their slugs."""

    def __init__(self) -> None:
        self._families: dict[int, set[str]] = {}
        rows = list(Bill.objects.values_list("pk", "slug", "successor"))
        for pk, slug, _ in rows:
            self._families[pk] = {slug}
        for pk, _, successor in rows:
            if successor:
                one, other = self._families[pk], self._families[successor]
                one |= other
                self._families |= {key: one for key, family in self._families.items() if family is other}

    def of(self, bills: Iterable[int]) -> set[str]:
        return {slug for bill in bills for slug in self._families.get(bill, ())}
