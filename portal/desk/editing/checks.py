"""The checklist before publication. An error blocks publication; a warning must be explained (see `Explanation`)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from laws.enums import Outcome, Phase
from laws.models import PlanningStep
from measures.enums import Direction, ItemKind, ReportKind, direction
from measures.kinds import BILL, KINDS, MEASURE, MOTION, Kind
from measures.models import Report
from measures.models.base import OfReport, Snapshot
from portal.desk.editing.days import of_days
from portal.desk.editing.items import ChecklistItem, fewer, key_of, own_words, undecided, unseen
from portal.desk.editing.part_names import parts_in_entries, unknown_parts
from portal.desk.editing.prose import objections
from portal.desk.editing.worklist import previous_report
from portal.desk.models import Task


@dataclass
class _Stands:
    """The snapshots of one kind of record, by the primary key of the record.

    `now` holds those of the draft, `before` those of the previous report.
    """

    kind: Kind
    now: dict[int, Snapshot]
    before: dict[int, Snapshot]


def check(report: Report) -> list[ChecklistItem]:
    """Return all errors and warnings of a draft, errors first. The number of queries per kind of record is constant."""
    previous = previous_report(report)
    kinds = {kind: _stands(kind, report, previous) for kind in KINDS}
    found = [*_worklist(report, kinds), *_invalid(kinds), *_statuses(kinds), *_codes(kinds[MEASURE])]
    found += [*_days_of(report), *out_of_order(report), *_planning(report, kinds[BILL]), *_next_steps(report, kinds[MEASURE])]
    found += [*_prose(kinds), *_prose_of_chapters(report)]
    found += [*_entries(report, kinds[BILL]), *unseen(report), *own_words(report, previous), *undecided(report)]
    found += [ChecklistItem(is_error, key_of(*key), text) for is_error, key, text in of_days(report)]
    if previous and report.is_progress:
        found += fewer(report, previous, {kind: (len(stands.before), len(stands.now)) for kind, stands in kinds.items()})
    if not any(stands.now for stands in kinds.values()) and not _says_something(report):
        found.append(ChecklistItem(True, "leeg", "Deze rapportage zegt nog niets."))
    return sorted(found, key=lambda finding: not finding.is_error)


def unexplained(report: Report, findings: Iterable[ChecklistItem]) -> list[ChecklistItem]:
    """Return the warnings that have no explanation yet."""
    explained = set(report.explanations.values_list("warning", flat=True))
    return [finding for finding in findings if not finding.is_error and finding.key not in explained]


# The relations from a report to what it can say besides snapshots.
SAYS = (
    "sections", "findings", "mentions", "entries_into_force", "requirements", "bill_names", "stations", "legal_bases",
    "motion_papers",
)  # fmt: skip


def _says_something(report: Report) -> bool:
    """Return whether a report says anything besides snapshots. What a message of the editors says is its summary."""
    return report.kind == ReportKind.NOTICE or any(getattr(report, rows).exists() for rows in SAYS)


# The relations from a snapshot to the rows that are checked with it.
PARTS: dict[Kind, tuple[str, ...]] = {MEASURE: ("items",), BILL: ("planning", "elements", "contributions")}


def _stands(kind: Kind, report: Report, previous: Report | None) -> _Stands:
    by_report: dict[int, dict[int, Snapshot]] = {report.pk: {}, previous.pk if previous else 0: {}}
    rows = kind.snapshot.objects.filter(report__in=[report, previous] if previous else [report])
    for row in rows.select_related(kind.field).prefetch_related(*PARTS.get(kind, ())):
        by_report[row.report_id][getattr(row, f"{kind.field}_id")] = row
    return _Stands(kind, by_report[report.pk], by_report[previous.pk if previous else 0])


def _worklist(report: Report, kinds: dict[Kind, _Stands]) -> Iterable[ChecklistItem]:
    tasks = report.tasks.select_related(*(kind.field for kind in KINDS), "copied_from")
    said = [task for task in tasks if task.record.pk in kinds[task.kind].now]
    new = [task for task in said if task.unseen]
    if new:
        yield ChecklistItem(False, key_of("niet-bekeken", *_keys(new)), f"Overgenomen zonder te kijken: {_names(new)}.")
    for source in dict.fromkeys(filter(None, (task.withdrawn_source for task in said))):
        copied = [task for task in said if task.withdrawn_source == source]
        text = f"{_names(copied)}: overgenomen uit {source.title}, die is ingetrokken. Reden: {source.withdrawal_reason}"
        only = (copied[0].kind, copied[0].record.pk) if len(copied) == 1 else None
        yield ChecklistItem(False, key_of("ingetrokken", *_keys(copied), source.slug), text, only)
    for task in tasks:
        about = (task.kind, task.record.pk)
        key = f"{task.kind.field}:{task.record.pk}"
        if task.state != Task.State.DONE:
            yield ChecklistItem(True, f"werk:{key}", f"{task.record}: nog {task.get_state_display().lower()}.", about)
        elif task.record.pk not in kinds[task.kind].now:
            if task.measure and task.measure.number:
                yield ChecklistItem(True, f"zonder-stand:{key}", f"Maatregel {task.record}: er is nog geen stand.", about)
            elif task.record.pk in kinds[task.kind].before:
                yield ChecklistItem(
                    False, f"verdwenen:{key}", f"{task.record}: stond in de vorige rapportage en nu niet meer.", about
                )


def _keys(tasks: list[Task]) -> list[str]:
    return sorted(f"{task.kind.field}:{task.record.pk}" for task in tasks)


def _names(tasks: list[Task]) -> str:
    more = f" en nog {len(tasks) - 3}" if len(tasks) > 3 else ""
    return ", ".join(str(task.record) for task in tasks[:3]) + more


def _invalid(kinds: dict[Kind, _Stands]) -> Iterable[ChecklistItem]:
    for stands in kinds.values():
        for record, snapshot in stands.now.items():
            for row in (snapshot, *_parts(stands.kind, snapshot)):
                for problem in _problems(row):
                    text = f"{_name(stands, record)}: {problem}"
                    yield ChecklistItem(True, f"fout:{stands.kind.field}:{record}:{text}", text, (stands.kind, record))


def _parts(kind: Kind, snapshot: Snapshot) -> Iterable[OfReport]:
    for name in PARTS.get(kind, ()):
        yield from getattr(snapshot, name).all()


def _problems(row: OfReport) -> list[str]:
    # Foreign keys are skipped: the database enforces them, and validating them costs a query each.
    references = {field.name for field in row._meta.concrete_fields if field.is_relation}
    try:
        row.clean_fields(exclude=references)
        row.clean()
    except ValidationError as error:
        labels = {field.name: str(field.verbose_name) for field in row._meta.concrete_fields}
        return [f"{labels.get(name, name)}: {' '.join(texts)}" for name, texts in error.message_dict.items()]
    return []


def _name(stands: _Stands, record: int) -> str:
    snapshot = stands.now.get(record) or stands.before[record]
    return str(getattr(snapshot, stands.kind.field))


def _statuses(kinds: dict[Kind, _Stands]) -> Iterable[ChecklistItem]:
    for stands in (kinds[MEASURE], kinds[MOTION]):
        for record in stands.now.keys() & stands.before.keys():
            before, now = stands.before[record], stands.now[record]
            if direction(before.status, now.status) == Direction.BACK:
                moved = f"van „{before.get_status_display()}” naar „{now.get_status_display()}”"
                text = f"{_name(stands, record)}: de status gaat terug, {moved}."
                yield ChecklistItem(False, f"terug:{stands.kind.field}:{record}:{now.status}", text, (stands.kind, record))


def _codes(stands: _Stands) -> Iterable[ChecklistItem]:
    used: dict[str, int] = {}
    for record, now in stands.now.items():
        if used.setdefault(now.code, record) != record:
            text = f"{_name(stands, record)}: code {now.code} is al van {_name(stands, used[now.code])}."
            yield ChecklistItem(False, f"code-dubbel:{record}:{now.code}", text, (stands.kind, record))
        before = stands.before.get(record)
        if before and before.code != now.code:
            text = f"{_name(stands, record)}: de code was {before.code} en is nu {now.code}."
            yield ChecklistItem(False, f"code:{record}:{now.code}", text, (stands.kind, record))


def _days_of(report: Report) -> Iterable[ChecklistItem]:
    """Warn when the reference date (peildatum) is after the publication: a report describes days before it appeared."""
    if report.reference_date and report.reference_date > report.publication_latest:
        text = f"De peildatum ({report.reference}) ligt na de publicatie ({report.publication})."
        yield ChecklistItem(False, f"peildatum:{report.reference}", text)


def out_of_order(report: Report) -> Iterable[ChecklistItem]:
    """Refuse a progress report whose peildatum or publication contradicts its number.

    Progress reports are ordered by number. With days in another order, a page would show an older status as the newest.
    """
    for other in Report.objects.published().progress() if report.is_progress else ():
        ours_number, theirs_number = report.number or 0, other.number or 0
        if theirs_number == ours_number:
            continue
        is_later = theirs_number < ours_number
        before, after = (other, report) if is_later else (report, other)
        way, number = ("eerder", "hoger") if is_later else ("later", "lager")
        if before.reference_date and after.reference_date and before.reference_date > after.reference_date:
            what, ours, theirs = "peildatum", report.reference, other.reference
        elif before.publication_earliest > after.publication_latest:
            what, ours, theirs = "publicatie", report.publication, other.publication
        else:
            continue
        text = (
            f"De {what} ({ours}) is {way} dan die van {other.short_name.lower()} ({theirs}). "
            f"Dat kan niet bij een {number} nummer."
        )
        yield ChecklistItem(True, f"volgorde:{other.slug}", text)


def _next_steps(report: Report, stands: _Stands) -> Iterable[ChecklistItem]:
    """Warn when a next step ends before the report appeared: it was probably carried over by mistake."""
    for record, now in stands.now.items():
        past = {
            item.period
            for item in now.items.all()
            if item.kind == ItemKind.NEXT_STEP and item.latest and item.latest < report.publication_earliest
        }
        if past:
            words = ", ".join(sorted(past))
            text = f"{_name(stands, record)}: een vervolgstap ligt in het verleden ({words})."
            yield ChecklistItem(False, key_of("vervolgstap", record, words), text, (stands.kind, record))


def _planning(report: Report, stands: _Stands) -> Iterable[ChecklistItem]:
    for record, now in stands.now.items():
        steps, about, name = list(now.planning.all()), (stands.kind, record), _name(stands, record)
        if not report.tells_news and not any(step.phase == Phase.ENTRY_INTO_FORCE for step in steps):
            yield ChecklistItem(False, f"zonder-planning:{record}", f"{name}: de inwerkingtreding is niet gepland.", about)
        for step in steps:
            key = (record, step.phase, step.part, step.period)
            if step.latest and step.latest < report.publication_earliest:
                text = f"{name}: de fase „{step.get_phase_display()}” is gepland in het verleden ({step.period})."
                yield ChecklistItem(False, key_of("verleden", *key), text, about)
            elif strange_entry_day(step):
                yield ChecklistItem(
                    False, key_of("vaste-dag", *key), f"{name}: inwerkingtreding op {step.period}. {FIXED_DAYS}", about
                )


def _entries(report: Report, stands: _Stands) -> Iterable[ChecklistItem]:
    """Warn of a part of a bill under a name that is not known, and of a bill in force without a day.

    A bill that is withdrawn and enters into force at once is an error.
    """
    entries = parts_in_entries()
    yield from unknown_parts(report, entries, stands.now)
    bills = {bill for bill, _part, source, _title in entries if source == report.pk}
    for record, now in stands.now.items():
        if now.outcome == Outcome.IN_FORCE and record not in bills:
            text = f"{_name(stands, record)}: in werking, maar zonder dag. Voeg de inwerkingtreding toe."
            yield ChecklistItem(False, f"zonder-dag:{record}", text, (stands.kind, record))
        if now.outcome == Outcome.WITHDRAWN and record in bills:
            text = f"{_name(stands, record)}: ingetrokken, en toch een dag van inwerkingtreding. Een van de twee klopt niet."
            yield ChecklistItem(True, f"ingetrokken-met-dag:{record}", text, (stands.kind, record))


FIXED_DAYS = "Onderwijswetten gaan in op 1 januari of 1 augustus (Aanwijzing 4.17 voor de regelgeving)."


def strange_entry_day(step: PlanningStep) -> bool:
    """Return whether a bill would enter into force on an exact day that is neither 1 January nor 1 August.

    Source: Aanwijzing 4.17 voor de regelgeving, the Dutch drafting rule that sets these two days for education.
    """
    if step.phase != Phase.ENTRY_INTO_FORCE or step.earliest is None or step.earliest != step.latest:
        return False
    return (step.earliest.month, step.earliest.day) not in ((1, 1), (8, 1))


def _prose(kinds: dict[Kind, _Stands]) -> Iterable[ChecklistItem]:
    for stands in kinds.values():
        for record, snapshot in stands.now.items():
            texts = [getattr(snapshot, name, "") for name in ("introduction", "summary", "remark", "explanation")]
            texts += [getattr(part, "text", "") for part in _parts(stands.kind, snapshot)]
            for objection in objections(filter(None, texts)):
                text = f"{_name(stands, record)}: {objection}."
                yield ChecklistItem(False, key_of("taal", stands.kind.field, record, objection), text, (stands.kind, record))


def _prose_of_chapters(report: Report) -> Iterable[ChecklistItem]:
    """Check the texts outside snapshots by the rules of `prose`: summary, chapters, findings and source notes."""
    texts = [("Samenvatting", report.summary)]
    for section in report.sections.prefetch_related("items"):
        texts += [(section.title, text) for text in (section.summary, *[item.text for item in section.items.all()])]
    texts += [("Bevinding", finding.text) for finding in report.findings.all()]
    texts += [(note.title, note.text) for note in report.source_notes.all()]
    for name, text in texts:
        for objection in objections([text]):
            yield ChecklistItem(False, key_of("taal", name, objection), f"{name}: {objection}.")
