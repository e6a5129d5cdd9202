"""The timeline of bills: phases, planned entries into force in each report, and stated entries into force."""

import datetime as dt
from collections.abc import Iterable, Iterator

from laws.enums import Phase
from laws.models import Bill
from portal.agenda.standing import Standing
from portal.core.dates import in_dutch
from portal.site.pictures.axis import Axis, in_years
from portal.site.pictures.drawing import NOWHERE, PROMISE, Chart, ChartRow, Lane, Mark, Shape, lanes_of, with_steps
from portal.site.pictures.plans import BillPlan, EntryDay, Plan, has_passed, plan_of

# Short names of phases, for small screens.
BRIEF = {
    Phase.CONSULTATION: "consultatie",
    Phase.COUNCIL_OF_MINISTERS: "ministerraad",
    Phase.COUNCIL_OF_STATE: "Raad van State",
    Phase.HOUSE: "Tweede Kamer",
    Phase.SENATE: "Eerste Kamer",
    Phase.PARLIAMENT: "parlement",
}
# The labels of an entry into force that the newest report plans. They never state it as a fact.
NOW = {
    Standing.EXPECTED: "ingang gepland",
    Standing.UNCONFIRMED: "niet bevestigd",
    Standing.NO_DATE: "ingang",
}
PHASE = "phase"
MEANING: dict[tuple[Shape, str], str] = {
    (Shape.BAR, PHASE): "fase, ergens in deze periode",
    (Shape.DAY, PHASE): "fase, op deze dag",
    (Shape.DAY, Standing.EXPECTED): "ingang gepland: een dag",
    (Shape.BAR, Standing.EXPECTED): "ingang gepland: een periode",
    (Shape.DAY, Standing.UNCONFIRMED): "gepland, voorbij, niet bevestigd: een dag",
    (Shape.BAR, Standing.UNCONFIRMED): "gepland, voorbij, niet bevestigd: een periode",
    (Shape.NO_DATE, Standing.NO_DATE): "nog geen datum",
    (Shape.DAY, PROMISE): "eerder gepland: een dag",
    (Shape.BAR, PROMISE): "eerder gepland: een periode",
    (Shape.NO_DATE, PROMISE): "eerder al zonder datum",
    (Shape.FACT, Standing.IN_FORCE): "geldt sinds deze dag",
    (Shape.DAY, Standing.COMING): "treedt op deze dag in werking; dit staat vast",
}


def bill_timeline(bills: Iterable[Bill], day: dt.date) -> Chart:
    """Return a chart of all bills on one axis of whole years, which includes `day`. Needs `with_planning()`.

    Bills with a stated entry into force come first, then the others by planned day, then bills without a planned day.
    Merged and withdrawn bills come last.
    """
    plans = sorted((plan_of(bill) for bill in bills), key=_urgency)
    axis = in_years([day, *(each for plan in plans for each in plan.days)])
    rows = tuple(bill_row(plan, axis, day, f"wet-{n}") for n, plan in enumerate(plans, start=1))
    return Chart(axis, rows, axis.at(day), MEANING)


def _urgency(plan: BillPlan) -> tuple[bool, bool, dt.date]:
    latest = [step.days.latest for step in plan.entry if step.days.latest]
    return plan.is_over, not plan.facts, min(latest, default=dt.date.max)


def bill_row(plan: BillPlan, axis: Axis, day: dt.date, key: str) -> ChartRow:
    """Return the row of one bill: a lane per phase, then the lanes of its entry into force.

    The lanes of the entry into force have the earlier plans, the newest plan and the stated facts, in this order. `key` is
    the prefix of HTML ids.
    """
    phases = [
        lane for step in plan.phases for lane in lanes_of([_mark(step, axis, _tone_of_phase(plan, step, day))], BRIEF[step.phase])
    ]
    return ChartRow(
        key=key,
        name=plan.name,
        url=plan.url,
        remark=plan.how_far,
        title=f"Planning van {plan.name}",
        facts=tuple(_in_words(plan, day)),
        lanes=(*phases, *with_steps(_stairs(plan, axis, day))),
    )


def _tone_of_phase(plan: BillPlan, step: Plan, day: dt.date) -> str:
    if plan.is_over:
        return PROMISE
    return Standing.UNCONFIRMED if has_passed(step, plan.outcome, day) else PHASE


def _stairs(plan: BillPlan, axis: Axis, day: dt.date) -> Iterator[list[Lane]]:
    """Yield the lanes of the entry into force in groups, from top to bottom; see `with_steps`.

    First a group for each earlier report, then a group for each standing among the steps of the newest plan, then a group for
    the stated facts.
    """
    for steps in plan.promises:
        yield lanes_of([_mark(step, axis, PROMISE) for step in steps], steps[0].report_brief)
    by_standing: dict[Standing, list[Plan]] = {}
    for step in plan.entry:
        by_standing.setdefault(standing_in_words(step, day), []).append(step)
    for standing, planned in by_standing.items():
        tone = PROMISE if plan.is_over else standing
        yield lanes_of([_mark(step, axis, tone) for step in planned], NOW[standing])
    in_force = [fact for fact in plan.facts if fact.date <= day]
    yield lanes_of([_fact_mark(Shape.FACT, fact, axis, Standing.IN_FORCE) for fact in in_force], "geldt sinds")
    coming = [fact for fact in plan.facts if fact.date > day]
    yield lanes_of([_fact_mark(Shape.DAY, fact, axis, Standing.COMING) for fact in coming], "in werking op")


def _fact_mark(shape: Shape, fact: EntryDay, axis: Axis, standing: Standing) -> Mark:
    return Mark(shape, axis.span(fact.days), standing, in_dutch(fact.date))


def standing_in_words(step: Plan, day: dt.date) -> Standing:
    """Return the standing of a planned entry into force on `day`.

    `NO_DATE` without a planned day; `UNCONFIRMED` if its last day has passed, because a plan is no fact; otherwise `EXPECTED`.
    """
    if not step.days.has_days:
        return Standing.NO_DATE
    return Standing.UNCONFIRMED if step.days.latest is not None and step.days.latest < day else Standing.EXPECTED


def _mark(step: Plan, axis: Axis, tone: str) -> Mark:
    if not step.days.has_days:
        return Mark(Shape.NO_DATE, NOWHERE, tone, step.words)
    span = axis.span(step.days)
    return Mark(Shape.DAY if span.is_day else Shape.BAR, span, tone, step.words)


def _in_words(plan: BillPlan, day: dt.date) -> Iterator[str]:
    """Yield the sentences that describe the picture: one for each plan and fact, and a warning about a passed date."""
    for step in plan.phases:
        passed = " Die periode is voorbij; geen bron zegt dat dit is gebeurd." if has_passed(step, plan.outcome, day) else ""
        yield f"{step.phase.label} volgens {step.report}: {step.words}.{passed}"
    for step in (step for steps in (*plan.promises, plan.entry) for step in steps):
        part = f" van {step.part.lower()}" if step.part else ""
        yield f"{step.phase.label}{part} volgens {step.report}: {step.words}."
    if not plan.is_over and any(standing_in_words(step, day) == Standing.UNCONFIRMED for step in plan.entry):
        yield "Deze datum is voorbij. Geen bron zegt dat dit al geldt."
    yield from (_fact_in_words(fact, day) for fact in plan.facts)


def _fact_in_words(fact: EntryDay, day: dt.date) -> str:
    how = "geldt sinds" if fact.date <= day else "treedt in werking op"
    return f"{fact.part or 'Het hele voorstel'}: {how} {in_dutch(fact.date)}."
