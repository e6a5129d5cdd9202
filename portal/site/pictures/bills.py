"""The timeline of bills: phases, planned entries into force in each report, and stated entries into force."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from laws.enums import Phase
from laws.models import Bill
from portal.agenda.standing import Standing
from portal.core.dates import in_dutch
from portal.site.pictures.axis import Axis, in_years
from portal.site.pictures.drawing import PROMISE, THIN, Chart, ChartRow, Mark, Shape, bare_lanes, icon, with_steps
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


def bill_timeline(bills: Iterable[Bill], day: dt.date, *, with_promises: bool = True) -> Chart:
    """Return a chart of all bills on one axis of whole years, which includes `day`. Needs `with_planning()`.

    The bill with the next planned or stated day comes first. Then come those whose days have passed, those without a day, those
    in force, and last those that were merged or withdrawn. Without `with_promises`, what earlier
    reports planned is left out, and so are bills that were merged or withdrawn.
    """
    plans = sorted((plan_of(bill) for bill in bills), key=lambda plan: _urgency(plan, day))
    if not with_promises:
        plans = [replace(plan, promises=()) for plan in plans if not plan.is_over]
    axis = axis_of(plans, day)
    rows = tuple(bill_row(plan, axis, day, f"wet-{n}") for n, plan in enumerate(plans, start=1))
    return Chart(axis, rows, axis.at(day), MEANING)


def entry_line(bill: Bill, day: dt.date) -> Chart | None:
    """Return the line of one bill for a page about nothing else: what was planned for its entry into force, and what is stated.

    None when no source ever said anything of it. Needs `with_planning()`.
    """
    plan = replace(plan_of(bill), phases=())
    if not (plan.all_steps or plan.facts):
        return None
    axis = axis_of([plan], day)
    row = replace(bill_row(plan, axis, day, "wet"), name="", url="", remark="")
    return Chart(axis, (row,), axis.at(day), MEANING)


def axis_of(plans: Iterable[BillPlan], day: dt.date, others: Iterable[dt.date] = ()) -> Axis:
    """Return an axis for the days of these plans, `day` and `others`, with a place for plans without a day if there are any."""
    found = list(plans)
    days = [day, *others, *(each for plan in found for each in plan.days)]
    return in_years(days, has_undated=any(not step.days.has_days for plan in found for step in plan.all_steps))


def _urgency(plan: BillPlan, day: dt.date) -> tuple[bool, bool, dt.date, dt.date]:
    """Return a sort key: whether the plan is over, whether all of it is in force, the next day, and the last day that passed."""
    ends = [step.days.latest for step in (*plan.phases, *plan.entry) if step.days.latest] + [fact.date for fact in plan.facts]
    ahead, passed = [end for end in ends if end >= day], [end for end in ends if end < day]
    is_done = bool(plan.facts) and not ahead and not plan.entry
    return plan.is_over, is_done, min(ahead, default=dt.date.max), min(passed, default=dt.date.max)


# What a picture shows of a plan or a fact, and its words beside the picture.
Told = tuple[Mark, str]


def bill_row(plan: BillPlan, axis: Axis, day: dt.date, key: str) -> ChartRow:
    """Return the row of one bill: a lane per phase, then the lanes of its entry into force.

    The lanes of the entry into force have the earlier plans, the newest plan and the stated facts, in this order. `key` is
    the prefix of HTML ids.
    """
    phases = [[_phase(plan, step, axis, day)] for step in plan.phases]
    stairs = list(_stairs(plan, axis, day))
    return ChartRow(
        key=key,
        name=plan.name,
        url=plan.url,
        remark=plan.how_far,
        title=f"Planning van {plan.name}",
        facts=tuple(_in_words(plan, day)),
        lanes=(
            *(lane for told in phases for lane in bare_lanes(mark for mark, _ in told)),
            *with_steps(bare_lanes(mark for mark, _ in told) for told in stairs),
        ),
        lane=THIN,
        said=tuple((icon(mark.shape, mark.tone), words) for told in (*phases, *stairs) for mark, words in told),
    )


def _phase(plan: BillPlan, step: Plan, axis: Axis, day: dt.date) -> Told:
    passed = has_passed(step, plan.outcome, day)
    tone = PROMISE if plan.is_over else Standing.UNCONFIRMED if passed else PHASE
    return _mark(step, axis, tone), f"{BRIEF[step.phase]}: {step.words}{', voorbij' if passed else ''}"


def _stairs(plan: BillPlan, axis: Axis, day: dt.date) -> Iterator[list[Told]]:
    """Yield what is told of the entry into force in groups, from top to bottom; see `with_steps`.

    First a group for each earlier report, then a group for each standing among the steps of the newest plan, then a group for
    the stated facts.
    """
    for steps in plan.promises:
        yield [(_mark(step, axis, PROMISE), f"{step.report_brief}: {step.with_part}") for step in steps]
    by_standing: dict[Standing, list[Plan]] = {}
    for step in plan.entry:
        by_standing.setdefault(standing_in_words(step, day), []).append(step)
    for standing, planned in by_standing.items():
        tone = PROMISE if plan.is_over else standing
        yield [(_mark(step, axis, tone), f"{NOW[standing]}: {step.with_part}") for step in planned]
    in_force = [fact for fact in plan.facts if fact.date <= day]
    yield [(_fact_mark(Shape.FACT, fact, axis, Standing.IN_FORCE), f"geldt sinds {fact.in_words}") for fact in in_force]
    coming = [fact for fact in plan.facts if fact.date > day]
    yield [(_fact_mark(Shape.DAY, fact, axis, Standing.COMING), f"in werking op {fact.in_words}") for fact in coming]


def _fact_mark(shape: Shape, fact: EntryDay, axis: Axis, standing: Standing) -> Mark:
    return Mark(shape, axis.span(fact.days), standing, in_dutch(fact.date))


def standing_in_words(step: Plan, day: dt.date) -> Standing:
    """Return the standing of a planned entry into force on `day`.

    `NO_DATE` without a planned day; `UNCONFIRMED` if its last day has passed, because a plan is no fact; otherwise `EXPECTED`.
    """
    if not step.days.has_days:
        return Standing.NO_DATE
    return Standing.UNCONFIRMED if step.days.is_over(day) else Standing.EXPECTED


def _mark(step: Plan, axis: Axis, tone: str) -> Mark:
    if not step.days.has_days:
        return Mark(Shape.NO_DATE, axis.nowhere, tone, step.words)
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
