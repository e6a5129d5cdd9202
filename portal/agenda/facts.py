"""The rules that derive the `Facts` about an action from the statements and plans in the known reports.

Only a statement confirms a duty; a plan never does. Where reports state different days, the newest report decides.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from laws.enums import Effect
from laws.models import EntryIntoForce, Requirement
from measures.enums import ActionKind
from measures.models import Action, ActionMention
from portal.agenda.known import Known
from portal.agenda.standing import Facts, Promise
from portal.core.sources import Source


def facts_of(action: Action, known: Known) -> Facts:
    """Return the facts about an action. Needs the prefetches of `Known.in_full`."""
    facts = _duty(action, known) if action.kind == ActionKind.DUTY else _option(action, known)
    return _with_end(facts, action, known)


@dataclass(frozen=True)
class _Stated:
    """A day that a report states as a fact. `order` is the place of that report among the known ones, oldest first."""

    day: dt.date
    order: int
    source: Source


def _source(row: ActionMention | Requirement | EntryIntoForce) -> Source:
    return Source(row.report, row.location)


def _deciding(action: Action, effect: Effect, known: Known) -> list[Requirement]:
    """Return the requirements with this effect in the newest report that has any.

    Older ones no longer count: a newer report may tie the action to another bill.
    """
    found = [row for row in action.known_requirements if row.effect == effect]
    newest = max((known.order(row) for row in found), default=None)
    return [row for row in found if known.order(row) == newest]


def _entries(requirements: Iterable[Requirement], known: Known) -> list[_Stated]:
    found = [known.entry_into_force(requirement) for requirement in requirements]
    return [_Stated(entry.date, known.order(entry), _source(entry)) for entry in found if entry]


def _newest(stated: list[_Stated]) -> _Stated | None:
    return max(stated, key=lambda each: each.order, default=None)


def _duty(action: Action, known: Known) -> Facts:
    """Return the facts about a duty, except its end.

    A report can state a first day, or the entry into force of a bill that makes the duty obligatory. The stated start is the
    day in the newest such report. The first rule that fits decides:

    1. A report says, without a day, that the duty is in force. If there is a stated start, only reports published before
       that day count. The duty is confirmed, and its start is unknown.
    2. There is a stated start. The duty is confirmed from that day.
    3. Otherwise the duty is not confirmed.

    `promises` holds the planning of the bill, or without a bill the periods printed with the action. In case 1 it holds only
    the plans from before the first such report. If there are several requirements, `bill` is the bill of the first.
    """
    requirements = _deciding(action, Effect.MAKES_OBLIGATORY, known)
    bill = known.bills[requirements[0].bill_id] if requirements else None
    dated = [_Stated(m.in_force_from, known.order(m), _source(m)) for m in action.known_mentions if m.in_force_from]
    begins = _newest(dated + _entries(requirements, known))
    undated = [m for m in action.known_mentions if m.states_in_force and m.in_force_from is None]
    # Statements from before the stated start: the duty was in force already, so it did not begin on that day.
    earlier = [m for m in undated if begins is None or m.report.publication_latest < begins.day]
    promises = known.promises(requirements[0]) if requirements else _conditions(action)
    facts = Facts(action.kind, promises=promises, bill=bill)
    if earlier:
        # The plans of later reports are not about the start: the duty is in force by then.
        before = tuple(promise for promise in promises if known.order_of(promise.source.report) < known.order(earlier[0]))
        return replace(facts, confirmed=True, source=_source(earlier[-1]), promises=before)
    if begins:
        return replace(facts, confirmed=True, start=begins.day, source=begins.source)
    return replace(facts, source=facts.expected.source if facts.expected else _source(action.known_mentions[-1]))


def _option(action: Action, known: Known) -> Facts:
    """Return the facts about an option, except its end.

    Without a bill an option is always confirmed. It opens on the first day of its newest printed period. Without such a
    day it has always been open. An option that a bill makes possible is confirmed from the stated entry into force of that
    bill. A planned day does not open it.
    """
    requirements = _deciding(action, Effect.MAKES_POSSIBLE, known)
    conditions = _conditions(action)
    if not requirements:
        opens = conditions[-1] if conditions else None
        source = opens.source if opens else _source(action.known_mentions[-1])
        return Facts(action.kind, confirmed=True, start=opens.days.earliest if opens else None, source=source)
    promises = known.promises(requirements[0])
    facts = Facts(action.kind, promises=promises, bill=known.bills[requirements[0].bill_id])
    begins = _newest(_entries(requirements, known))
    if begins:
        return replace(facts, confirmed=True, start=begins.day, source=begins.source)
    return replace(facts, source=promises[-1].source if promises else _source(action.known_mentions[-1]))


def _conditions(action: Action) -> tuple[Promise, ...]:
    """Return the periods that reports print with the action itself, oldest first."""
    return tuple(Promise(m.condition or m.period, m.days, _source(m)) for m in action.known_mentions if m.period)


def _with_end(facts: Facts, action: Action, known: Known) -> Facts:
    """Return `facts` with the last day of the action, or else with the plan for its end.

    The newest report that gives one of these last days decides:

    - the last day that the report states for the action;
    - the day before the stated entry into force of a bill that ends the action;
    - for an action that is not confirmed: the day of `_withdrawals`.

    Without a last day, `expected_end` is what the newest report plans for the bill that ends the action.
    """
    ended_by = _deciding(action, Effect.ENDS, known)
    ends = [_Stated(m.in_force_until, known.order(m), _source(m)) for m in action.known_mentions if m.in_force_until]
    ends += [replace(each, day=each.day - dt.timedelta(days=1)) for each in _entries(ended_by, known)]
    if not facts.confirmed:
        ends += _withdrawals(action, known)
    last = _newest(ends)
    bill = facts.bill or (known.bills[ended_by[0].bill_id] if ended_by else None)
    if last is not None:
        return replace(facts, end=last.day, end_source=last.source, bill=bill)
    planned = known.promises(ended_by[0]) if ended_by else ()
    return replace(facts, expected_end=planned[-1] if planned else None, bill=bill)


def _withdrawals(action: Action, known: Known) -> list[_Stated]:
    """Return an end for each withdrawn bill that the action waits for.

    The day of a withdrawal is not recorded. The end is the last possible publication day of the newest report about the bill,
    which states the withdrawal.
    """
    waits_for = _deciding(action, Effect.MAKES_OBLIGATORY, known) + _deciding(action, Effect.MAKES_POSSIBLE, known)
    stands = [stand for stand in map(known.withdrawal, waits_for) if stand]
    return [
        _Stated(stand.report.publication_latest, known.order(stand), Source(stand.report, stand.location)) for stand in stands
    ]
