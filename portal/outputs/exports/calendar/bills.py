"""The events of bills: the day on which a law enters into force, and the periods in which reports plan its phases.

Each phase, of each part that a report names, is one event with a UID that never changes. A stated day takes the place of a
planned one, and a law that is in force, even in part, has no plan any more that names no part. A planned period that is past
without a stated day is not confirmed.

What the newest plan does not give a day any more stays with its last days, as cancelled, until those are past: it may also have
happened. So does the plan of a bill that was withdrawn or that became part of another one. When two records of a bill were
merged, or a correction took a stated day, the event is not in the file any more: only a calendar that subscribes loses it.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from icalendar import Event

from laws.enums import Outcome, Phase
from laws.models import Bill, BillSnapshot, EntryIntoForce
from measures.kinds import BILL
from measures.models import Report
from portal.core.dates import today
from portal.outputs.exports.calendar.acts import Acts, acts_of
from portal.outputs.exports.calendar.events import bare, described

OVER = (Outcome.WITHDRAWN, Outcome.MERGED)


@dataclass(frozen=True)
class _Said:
    """The days of a phase of a part, the words of the source, and whether the source states them as a fact."""

    first: dt.date
    last: dt.date
    words: str
    report: Report
    location: str
    is_stated: bool = False


def events_of_bills(bills: Iterable[Bill], base: str) -> Iterator[Event]:
    """Yield the events of these bills, which need `with_planning()`. Four queries besides those, however many bills."""
    found = list(bills)
    acts = _acts(found) if found else {}
    for bill in found:
        now, before = _said_of(bill)
        for (phase, part), said in (before | now).items():
            is_over = not said.is_stated and (bill.outcome in OVER or (phase, part) not in now)
            if is_over and said.last < today():
                continue
            yield _event(bill, Phase(phase), part, said, acts[bill.pk], base, is_over=is_over)


def _said_of(bill: Bill) -> tuple[dict[tuple[str, str], _Said], dict[tuple[str, str], _Said]]:
    """Return what holds now, and what older known reports said last, both by phase and part."""
    before = {
        (step.phase, step.part): said
        for stand in bill.known_stands
        for step in stand.planning.all()
        if (said := _planned(step.earliest, step.latest, step.period, stand, step.location))
    }
    now = {
        (step.phase, step.part): said
        for phase in Phase
        for stand in [bill.stand_for(phase)]
        for step in stand.planning.all()
        if step.phase == phase and (said := _planned(step.earliest, step.latest, step.period, stand, step.location))
    }
    stated = {
        (Phase.ENTRY_INTO_FORCE.value, entry.part): _Said(
            entry.date, entry.date, "", entry.report, entry.location, is_stated=True
        )
        for entry in bill.standing_entries
        if entry.date < dt.date.max
    }
    if stated:
        for plans in (now, before):
            plans.pop((Phase.ENTRY_INTO_FORCE, ""), None)
    now |= stated
    return now, before


def _planned(first: dt.date | None, last: dt.date | None, words: str, stand: BillSnapshot, location: str) -> _Said | None:
    """Return a planned period; None when it has no first or no last day: "vanaf 2023" names no day."""
    if first is None or last is None or last == dt.date.max:
        return None
    return _Said(first, last, words, stand.report, location)


def _event(bill: Bill, phase: Phase, part: str, said: _Said, acts: Acts, base: str, *, is_over: bool) -> Event:
    # The title that the bill was made with: what it is called once it is a law depends on the day.
    name = f"{bill.title} ({part})" if part else bill.title
    what = f"{phase.label}: {name}"
    kind = _kind(said, is_over=is_over)
    uid = "-".join(filter(None, ["wet", bill.lasting_key, phase.value, part.casefold().replace(" ", "-")]))
    event = bare(uid, f"{kind}: {what}", (said.first, said.last), acts.number, acts.last)
    planned = f"Zo gepland in de bron: {said.words}" if said.words else ""
    lines = [planned, f"Bron: {said.report.title}, {said.location}"]
    status = "CANCELLED" if is_over else "CONFIRMED" if said.is_stated else "TENTATIVE"
    return described(event, status, lines, base + bill.get_absolute_url())


def _kind(said: _Said, *, is_over: bool) -> str:
    if is_over:
        return "Niet meer gepland"
    if said.is_stated:
        return "Dag volgens de bron"
    return "Niet bevestigd" if said.last < today() else "Gepland"


def _acts(bills: Iterable[Bill]) -> dict[int, Acts]:
    by_slug = {bill.slug: bill.pk for bill in bills}
    pairs = (
        rows.filter(bill__in=by_slug.values()).order_by().values_list("bill", "report")
        for rows in (BillSnapshot.objects, EntryIntoForce.objects)
    )
    return acts_of(BILL.word, by_slug, chain.from_iterable(pairs))
