"""The picture of what was promised and what was delivered: a row for each law, with a step for each promise that changed."""

import datetime as dt
from collections.abc import Iterable, Iterator

from laws.promises import Delivery
from laws.slip import Planned
from portal.agenda.standing import Standing
from portal.site.insights.promised import PromisedRow
from portal.site.pictures.axis import Axis, Span, in_years
from portal.site.pictures.drawing import PROMISE, THIN, Chart, ChartRow, Mark, Shape, bare_lanes, with_steps

MEANING: dict[tuple[Shape, str], str] = {
    (Shape.DAY, PROMISE): "eerder beloofd: een dag",
    (Shape.BAR, PROMISE): "eerder beloofd: een periode",
    (Shape.DAY, Standing.EXPECTED): "nu gepland: een dag",
    (Shape.BAR, Standing.EXPECTED): "nu gepland: een periode",
    (Shape.DAY, Standing.UNCONFIRMED): "laatst gepland, voorbij, niet bevestigd: een dag",
    (Shape.BAR, Standing.UNCONFIRMED): "laatst gepland, voorbij, niet bevestigd: een periode",
    (Shape.NO_DATE, PROMISE): "eerder zonder datum",
    (Shape.NO_DATE, Standing.NO_DATE): "nu zonder datum",
    (Shape.FACT, Standing.IN_FORCE): "geldt sinds deze dag",
    (Shape.FACT, PROMISE): "een deel geldt kennelijk sinds deze dag",
    (Shape.DAY, Standing.COMING): "gaat op deze dag in; dit staat vast",
}


def promised_chart(rows: Iterable[PromisedRow], day: dt.date) -> Chart | None:
    """Return a chart of the laws that were ever promised a day, in the order of `rows`; None without any."""
    found = [row for row in rows if row.line.first]
    if not found:
        return None
    plans = [plan for row in found for promise in row.line.promises for plan in promise.plans]
    facts = [fact for row in found for fact in row.line.facts]
    days = [each for one in (*plans, *facts) for each in (one.days.earliest, one.days.latest) if each]
    axis = in_years([day, *days], has_undated=any(not plan.days.has_days for plan in plans))
    drawn = tuple(_row(row, axis, day, f"beloofd-{n}") for n, row in enumerate(found, start=1))
    return Chart(axis, drawn, axis.at(day), MEANING)


def _row(row: PromisedRow, axis: Axis, day: dt.date, key: str) -> ChartRow:
    line, deadline, until = row.line, row.deadline, row.line.late_until(day)
    return ChartRow(
        key=key,
        name=line.name,
        url=line.url,
        remark=row.result,
        title=f"Beloofd en geleverd: {line.name}",
        facts=tuple(facts_of(row)),
        lanes=tuple(with_steps(bare_lanes(marks) for marks in _marks(row, axis, day))),
        lane=THIN,
        trail=row.trail,
        late=Span(axis.after(deadline), axis.at(until)) if deadline and until else None,
    )


def _marks(row: PromisedRow, axis: Axis, day: dt.date) -> Iterator[list[Mark]]:
    """Yield the marks of each promise that changed, then those of what happened."""
    line, steps = row.line, row.steps
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        is_now = following is None and not line.facts
        # Sources without a date one after another are one mark.
        if following and not (step.has_days or following.has_days):
            continue
        yield [_promised(plan, axis, day, is_now=is_now) for plan in step.plans]
    yield [_fact(fact, axis, day) for fact in line.facts]
    if row.delivery == Delivery.PARTLY:
        yield [Mark(Shape.FACT, axis.span(event.days), PROMISE, event.period) for event in line.events[:1]]


def _promised(plan: Planned, axis: Axis, day: dt.date, *, is_now: bool) -> Mark:
    if not plan.days.has_days:
        return Mark(Shape.NO_DATE, axis.nowhere, Standing.NO_DATE if is_now else PROMISE, plan.words)
    span = axis.span(plan.days)
    tone = (Standing.UNCONFIRMED if plan.days.is_over(day) else Standing.EXPECTED) if is_now else PROMISE
    return Mark(Shape.DAY if span.is_day else Shape.BAR, span, tone, plan.words)


def _fact(fact: Planned, axis: Axis, day: dt.date) -> Mark:
    has_come = fact.days.latest is not None and fact.days.latest <= day
    shape, tone = (Shape.FACT, Standing.IN_FORCE) if has_come else (Shape.DAY, Standing.COMING)
    return Mark(shape, axis.span(fact.days), tone, fact.words)


def facts_of(row: PromisedRow) -> Iterator[str]:
    """Yield the sentences that describe the row: what each source promised, and where the law stands now."""
    for number, step in enumerate(row.steps):
        yield f"{'Daarna' if number else 'Eerst beloofd'}: {step.words} ({step.sources})."
    yield row.result
