"""The answer that the page of a law begins with: is it in force or when, how sure is that, and where does it lie now."""

import datetime as dt
from collections.abc import Sequence
from itertools import groupby

from laws.enums import Outcome, Phase, StationKind
from laws.models import Bill, EntryIntoForce, PlanningStep, Station
from measures.enums import ReportKind
from portal.core.dates import in_dutch, listed
from portal.site.pictures.plans import OVER, has_passed


def answer_of(bill: Bill, day: dt.date) -> str:
    """Return in a few sentences whether a bill is in force on `day`, or when, and how sure that is. Needs `with_planning()`.

    What no source states as a fact is called a plan, or a reading. For a merged or withdrawn bill there is no plan any more.
    """
    outcome = bill.situation.outcome
    stated = _stated(bill)
    if stated or outcome in OVER:
        return stated or _first_words(bill)
    begun = _begun(bill, day)
    return " ".join(filter(None, [begun or _first_words(bill), *_planned(bill, outcome, day)]))


def last_said(bill: Bill, day: dt.date) -> Station | None:
    """Return the last thing that a source says of a bill up to `day`, while it can still move. Needs `with_planning()`.

    What the text of a law says on a day is no news of a bill that would change it.
    """
    if bill.outcome in (Outcome.IN_FORCE, *OVER):
        return None
    known = [each for each in bill.timeline if each.latest and each.latest <= day and not _is_text_of_law(each)]
    return known[-1] if known else None


def _is_text_of_law(station: Station) -> bool:
    return station.kind == StationKind.STATE and station.report.kind == ReportKind.OFFICIAL


def _stated(bill: Bill) -> str:
    """Return what sources state as a fact: what is in force, and what will be; empty without that."""
    now = bill.situation
    if now.outcome == Outcome.IN_FORCE and now.in_force:
        later = f" Later: {_by_day(now.coming, 'op')}." if now.coming else ""
        opening = "In werking:" if any(each.part for each in now.in_force) else "In werking"
        return f"{opening} {_by_day(now.in_force, 'sinds')}.{later} Dat staat vast."
    if now.outcome == Outcome.ADOPTED and now.coming:
        return f"{now.words}. Dat staat vast."
    return ""


def _by_day(entries: Sequence[EntryIntoForce], word: str) -> str:
    """Return the days with the parts that enter into force on them: "hoorrecht en schoolgids sinds 1 augustus 2025"."""
    days = [(day, list(dict.fromkeys(each.part for each in found))) for day, found in groupby(entries, key=lambda e: e.date)]
    return "; ".join(
        " ".join(filter(None, [listed([part.lower() for part in parts if part]), f"{word} {in_dutch(day)}"]))
        for day, parts in days
    )


def _first_words(bill: Bill) -> str:
    now = bill.situation
    if now.outcome == Outcome.UNKNOWN and now.said:
        was = f"In {now.said.report.short_name} was dit: {now.said.get_outcome_display().lower()}."
        named = bill.stand.report
        later = "Daarna zei geen rapportage het opnieuw."
        if named != now.said.report:
            later = f"{named.short_name} noemt het nog, maar niet hoe ver het is."
        return f"Onbekend of dit nog loopt. {was} {later}"
    if now.outcome == Outcome.MERGED:
        is_stated = now.said and now.said.outcome == Outcome.MERGED
        return f"{'Dit wetsvoorstel is' if is_stated else 'Volgens onze lezing is dit wetsvoorstel'} opgegaan in een ander."
    if now.outcome == Outcome.UNKNOWN:
        return "Onbekend: geen bron zegt hoe ver dit is."
    if now.said and now.outcome in (Outcome.IN_PREPARATION, Outcome.BEFORE_PARLIAMENT):
        return f"{now.words} volgens {now.said.report.short_name}: toen nog geen wet."
    return f"{now.words}."


def _begun(bill: Bill, day: dt.date) -> str:
    """Return that a part is in force, where an event shows it and no source states the entry into force; empty without it."""
    events = [each for each in bill.timeline if each.kind == StationKind.ENTRY_INTO_FORCE and each.latest and each.latest <= day]
    if not events:
        return ""
    said = bill.situation.said
    still = f" {said.report.short_name} zegt nog: {said.get_outcome_display().lower()}." if said else ""
    return f"Een deel geldt kennelijk sinds {events[0].period} ({events[0].how_sure}).{still}"


def _planned(bill: Bill, outcome: Outcome, day: dt.date) -> list[str]:
    """Return the plans for the entry into force, each with its source; those whose days have passed apart."""
    steps = [step for step in bill.planning_now if step.phase == Phase.ENTRY_INTO_FORCE]
    dated = [step for step in steps if step.days.has_days]
    passed = [step for step in dated if has_passed(step, outcome, day)]
    ahead = [step for step in dated if step not in passed]
    if not steps:
        return ["Geen bron geeft een datum."]
    if not dated:
        return [f"Een datum is er niet: „{steps[0].period}” ({steps[0].snapshot.report.short_name})."]
    return [
        *([f"Gepland: {_in_words(ahead)}. Dat staat niet vast."] if ahead else []),
        *([f"Gepland was: {_in_words(passed)}. Die tijd is voorbij, en geen bron bevestigt het."] if passed else []),
    ]


def _in_words(steps: Sequence[PlanningStep]) -> str:
    words = [f"{step.period} ({step.part.lower()})" if step.part else step.period for step in steps]
    sources = list(dict.fromkeys(step.snapshot.report.short_name for step in steps))
    return f"{listed(words)}, volgens {listed(sources)}"
