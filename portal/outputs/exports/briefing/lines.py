"""The lines that the briefings of measures and bills share."""

import datetime as dt
from collections.abc import Iterable

from laws.enums import Phase
from laws.models import Bill
from laws.slip import Move, Planned, Slip
from measures.enums import NoteWeight
from measures.models import Report, SourceNote
from measures.querysets import newest_progress
from motions.models import Motion
from portal.agenda import Entry, Standing
from portal.agenda.sections import Sections
from portal.agenda.words import when
from portal.changes.planning import slip_in_words
from portal.core.dates import count_of, in_dutch
from portal.core.reports import stands_on, with_day
from portal.outputs.exports.briefing.content import BriefingPart

NO_DUTIES = "De documenten noemen geen verplichting."
# How sure the day of a duty is, where its standing does not say so.
SURE = {Standing.COMING: " Dit staat vast.", Standing.EXPECTED: " Dit staat nog niet vast."}


def lowered(words: str) -> str:
    """Return words that begin a sentence, to stand within one."""
    return words[:1].lower() + words[1:]


def made_on(day: dt.date, reports: Iterable[Report]) -> str:
    newest = newest_progress(reports)
    stands = f" Nieuwste rapportage: {with_day(newest)}." if newest else ""
    return f"Gemaakt op {in_dutch(day)}.{stands}"


def duties(found: Sections) -> BriefingPart:
    """Return the duties that hold and that come, in the order of the site; the last line counts the options."""
    ahead = [entry for moment in found.calendar for entry in moment.entries]
    lines = [_duty(entry) for entry in (*found.in_force, *ahead)]
    options = sum(found.totals[name] for name in ("open", "later", "older"))
    others = [f"Op de site {'staat' if options == 1 else 'staan'} ook {count_of(options, 'mogelijkheid', 'mogelijkheden')}."]
    return BriefingPart("Wat moet", (*(lines or [NO_DUTIES]), *(others if options else [])), weight=3)


def _duty(entry: Entry) -> str:
    """Return a duty with its roles, its standing, its dates and how certain they are."""
    whom = joined(role.plural for role in entry.action.addressed_roles)
    sectors = joined(sector.slug for sector in entry.action.addressed_sectors)
    for_whom = f"Voor {whom}{f' ({sectors})' if sectors else ''}." if whom else "De bronnen noemen niet voor wie."
    standing = ", ".join(filter(None, [entry.standing.label, when(entry)]))
    return f"{entry.action.text} {for_whom} {standing}.{SURE.get(entry.standing, '')}"


def joined(words: Iterable[str]) -> str:
    """Return words as a sentence names them: "a, b en c"."""
    *most, last = [*words] or [""]
    return f"{', '.join(most)} en {last}" if most else last


def laws(bills: Iterable[Bill]) -> BriefingPart:
    """Return the bills with how far each is."""
    return BriefingPart("Wetsvoorstellen", tuple(f"{bill.name}: {lowered(bill.situation.words)}." for bill in bills))


def slips(bills: Iterable[Bill], *, with_name: bool) -> BriefingPart:
    """Return the moves of planned days, those of the entry into force first, each with both reports."""
    moved = [
        (slip.phase != Phase.ENTRY_INTO_FORCE, _slip(slip, f"{bill.name}, " if with_name else ""))
        for bill in bills
        for slip in bill.slips
        if slip.move != Move.NONE
    ]
    # Sorting keeps the order of bills and reports within the two groups.
    return BriefingPart("Wat verschoof", tuple(line for _, line in sorted(moved, key=lambda each: each[0])))


def _slip(slip: Slip, name: str) -> str:
    part = f" van {lowered(slip.part)}" if slip.part and slip.is_comparable else ""
    phase = str(slip.phase.label)
    became = f"in werking op {slip.later.words}" if slip.later.is_fact else f"„{slip.later.words}”"
    before, after = [_in(plan, "" if slip.is_comparable else plan.part or "het geheel") for plan in (slip.earlier, slip.later)]
    return (
        f"{name}{lowered(phase) if name else phase}{part}: eerst „{slip.earlier.words}” {before}, toen {became} {after}. "
        f"{_capital(slip_in_words(slip))}."
    )


def _in(plan: Planned, part: str) -> str:
    """Return the report of a plan in brackets, after the part that it speaks of, if any."""
    return f"({f'voor {lowered(part)}, ' if part else ''}{plan.report.short_name})"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def motions(found: Iterable[Motion], newest: Report | None, heading: str) -> BriefingPart:
    """Return the motions with their status, and the last report that named each, if that is not the newest."""
    return BriefingPart(heading, tuple(_motion(motion, newest) for motion in found))


def _motion(motion: Motion, newest: Report | None) -> str:
    stand = motion.stand
    last = "" if newest and stand.report_id == newest.pk else f", voor het laatst genoemd in {stand.report.short_name}"
    return f"{motion.number} {motion.title}: {lowered(stand.status_words)}{last}."


def notes(found: Iterable[SourceNote]) -> BriefingPart:
    """Return the titles of the notes about the sources, those that change the meaning first."""
    weighed = sorted(found, key=lambda note: note.weight != NoteWeight.MEANING)
    return BriefingPart("Wat de bronnen openlaten of tegenspreken", tuple(f"{note.title}." for note in weighed))


def sources(reports: Iterable[Report]) -> BriefingPart:
    """Return the sources that the briefing rests on, each once: the reports first, and of each kind the newest first."""
    found = sorted(
        {report.pk: report for report in reports}.values(), key=lambda each: (each.is_report, each.order), reverse=True
    )
    return BriefingPart("Bronnen", tuple(f"{report.title} ({stands_on(report)})." for report in found))
