"""The rules that derive the `Facts` about an action from the statements and plans in the known reports.

Only a statement confirms a duty; a plan never does. Where reports state different days, the newest report decides.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from laws.enums import Effect, Outcome
from laws.models import Bill, BillSnapshot, EntryIntoForce, Requirement
from measures.enums import ActionKind, Precision
from measures.models import Action, ActionMention
from measures.periods import goes_on
from portal.agenda.known import Known
from portal.agenda.standing import Facts, Promise
from portal.core.sources import Source


def facts_of(action: Action, known: Known) -> Facts:
    """Return the facts about an action. Needs the prefetches of `Known.in_full`."""
    facts = _duty(action, known) if action.kind == ActionKind.DUTY else _option(action, known)
    return _with_end(replace(facts, last_named=_last_named(action, known), is_old=_is_old(action, known)), action, known)


@dataclass(frozen=True)
class _Stated:
    """A day that a report states as a fact. `order` is the place of that report among the known ones, oldest first."""

    day: dt.date
    order: int
    source: Source


def _last_named(action: Action, known: Known) -> int | None:
    """Return the year in which a source last named an option, if the newest progress report is of a later year."""
    if action.kind == ActionKind.DUTY or known.newest_progress is None:
        return None
    year: int = action.known_mentions[-1].report.publication_latest.year
    return year if year < known.newest_progress.publication_latest.year else None


def _is_old(action: Action, known: Known) -> bool:
    newest = known.newest_progress
    return newest is not None and all(mention.report_id != newest.pk for mention in action.known_mentions)


def _source(row: ActionMention | BillSnapshot | Requirement | EntryIntoForce) -> Source:
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


def _named_since(action: Action, known: Known) -> int:
    """Return the place of the newest report that names the action itself: in a mention, or as the effect of a bill."""
    return max(known.order(row) for row in (*action.known_mentions, *action.known_requirements))


def _begun(action: Action, requirements: list[Requirement], known: Known) -> tuple[list[_Stated], dt.date | None]:
    """Return the stated entries into force that confirm the action; and the day of one that does not, if there are no others.

    An entry into force says that a law holds, not what it holds. It confirms an action that is named by the report that states
    it or a newer one. A letter or an official publication names only the law: there the progress report before it decides.
    """
    named = _named_since(action, known)
    entries = _entries(requirements, known)
    confirming = [each for each in entries if named >= known.newest_progress_at(each.order)]
    if confirming or not entries:
        return confirming, None
    return [], max(entries, key=lambda each: each.order).day


def _in_order(requirements: list[Requirement], known: Known) -> list[Requirement]:
    """Return the requirements in the order in which they decide: stated entries into force first, then by planned last day.

    A requirement without a planned day comes after those, one on a withdrawn bill last.
    """

    def place(requirement: Requirement) -> tuple[bool, bool, dt.date, int]:
        promises = known.promises(requirement)
        latest = promises[-1].days.latest if promises else None
        is_stated = known.entry_into_force(requirement) is not None
        return known.said_of(requirement, Outcome.WITHDRAWN) is not None, not is_stated, latest or dt.date.max, requirement.pk

    return sorted(requirements, key=place)


def _bills(requirements: list[Requirement], known: Known) -> tuple[Bill, ...]:
    return tuple(dict.fromkeys(known.bills[requirement.bill_id] for requirement in requirements))


def _duty(action: Action, known: Known) -> Facts:
    """Return the facts about a duty, except its end.

    A report can state a first day, or the entry into force of a bill that makes the duty obligatory; see `_begun`. The stated
    start is the day in the newest such report. The first rule that fits decides:

    1. A report says, without a day, that the duty is in force. If there is a stated start, only reports published before
       that day count. The duty is confirmed, and its start is unknown; the entry into force of its law is no start of it.
    2. There is a stated start. The duty is confirmed from that day.
    3. Otherwise the duty is not confirmed.

    `promises` holds the planning of the bill that decides, or without a bill the periods printed with the action. In case 1 it
    holds only the plans from before the first such report.
    """
    requirements = _in_order(_deciding(action, Effect.MAKES_OBLIGATORY, known), known)
    dated = [_Stated(m.in_force_from, known.order(m), _source(m)) for m in action.known_mentions if m.in_force_from]
    entries, law_since = _begun(action, requirements, known)
    begins = _newest(dated + entries)
    undated = [m for m in action.known_mentions if m.states_in_force and m.in_force_from is None]
    # Statements from before the stated start: the duty was in force already, so it did not begin on that day.
    earlier = [m for m in undated if begins is None or m.report.publication_latest < begins.day]
    promises = known.promises(requirements[0]) if requirements else _conditions(action)
    facts = Facts(action.kind, promises=promises, bills=_bills(requirements, known))
    if earlier:
        # The plans of later reports are not about the start: the duty is in force by then.
        before = tuple(promise for promise in promises if known.order_of(promise.source.report) < known.order(earlier[0]))
        law = _newest(entries)
        return replace(
            facts, confirmed=True, source=_source(earlier[-1]), promises=before, law_since=law.day if law else law_since
        )
    if begins:
        return replace(facts, confirmed=True, start=begins.day, source=begins.source)
    source = facts.expected.source if facts.expected else _source(action.known_mentions[-1])
    return replace(facts, source=source, law_since=law_since, adopted_by=_adopted(requirements, known))


def _adopted(requirements: list[Requirement], known: Known) -> Source | None:
    stand = known.said_of(requirements[0], Outcome.ADOPTED) if requirements else None
    return _source(stand) if stand else None


def _option(action: Action, known: Known) -> Facts:
    """Return the facts about an option, except its end.

    An option that a bill makes possible is confirmed from the stated entry into force of that bill; see `_begun`. A planned day
    does not open it. Without a bill the newest printed period decides; see `_open`.
    """
    requirements = _in_order(_deciding(action, Effect.MAKES_POSSIBLE, known), known)
    if not requirements:
        return _open(action)
    promises = known.promises(requirements[0])
    facts = Facts(action.kind, promises=promises, bills=_bills(requirements, known))
    entries, law_since = _begun(action, requirements, known)
    if begins := _newest(entries):
        return replace(facts, confirmed=True, start=begins.day, source=begins.source)
    source = promises[-1].source if promises else _source(action.known_mentions[-1])
    return replace(facts, source=source, law_since=law_since, adopted_by=_adopted(requirements, known))


def _open(action: Action) -> Facts:
    """Return the facts about an option without a bill, except its end.

    Without a printed period it has always been open. A period that names no day ("n.t.b.") does not open it, unless it says that
    the option goes on all the time. Otherwise it opens in its newest period: on the day that a source names within that period,
    or else in words.
    """
    conditions = _conditions(action)
    if not conditions:
        return Facts(action.kind, confirmed=True, source=_source(action.known_mentions[-1]))
    newest = conditions[-1]
    if not newest.days.has_days and not goes_on(_with_period(action)[-1].period):
        return Facts(action.kind, promises=conditions, source=newest.source)
    days = [each for each in conditions if each.days.first_day and newest.days.holds(each.days.first_day)]
    start = days[-1].days.first_day if days else None
    begin = newest if start is None and newest.days.earliest else None
    return Facts(action.kind, confirmed=True, start=start, begin=begin, source=(days[-1] if days else newest).source)


def _with_period(action: Action) -> list[ActionMention]:
    return [mention for mention in action.known_mentions if mention.period]


def _conditions(action: Action) -> tuple[Promise, ...]:
    """Return the periods that reports print with the action itself, oldest first."""
    return tuple(_printed(mention) for mention in _with_period(action))


def _printed(mention: ActionMention) -> Promise:
    return Promise(mention.condition or mention.period, mention.days, _source(mention))


def _with_end(facts: Facts, action: Action, known: Known) -> Facts:
    """Return `facts` with the last day of the action, or else with the plan for its end.

    The newest report that gives one of these last days decides:

    - the last day that the report states for the action;
    - the day before the stated entry into force of a bill that ends the action;
    - for an action that is not confirmed: the day of `_withdrawals`.

    Without a last day, `expected_end` is what the newest report plans for the bill that ends the action.
    """
    ended_by = _in_order(_deciding(action, Effect.ENDS, known), known)
    ends = [_Stated(m.in_force_until, known.order(m), _source(m)) for m in action.known_mentions if m.in_force_until]
    ends += [replace(each, day=each.day - dt.timedelta(days=1)) for each in _entries(ended_by, known)]
    if not facts.confirmed:
        ends += _withdrawals(action, known)
    last = _newest(ends)
    bills = facts.bills or _bills(ended_by, known)
    if last is not None:
        return replace(facts, end=last.day, end_words=_words_of_end(action, last), end_source=last.source, bills=bills)
    planned = known.promises(ended_by[0]) if ended_by else ()
    return replace(facts, expected_end=planned[-1] if planned else None, bills=bills)


def _words_of_end(action: Action, last: _Stated) -> Promise | None:
    """Return the printed period that the last day was taken from, such as "t/m 2030"; None where the source names the day."""
    found = [m for m in _with_period(action) if m.in_force_until == last.day == m.days.latest and _source(m) == last.source]
    return next((_printed(mention) for mention in found if mention.days.precision != Precision.DAY), None)


def _withdrawals(action: Action, known: Known) -> list[_Stated]:
    """Return an end for each withdrawn bill that the action waits for; none while it waits for another bill as well.

    The day of a withdrawal is not recorded. The end is the last possible publication day of the newest report about the bill,
    which states the withdrawal.
    """
    waits_for = _deciding(action, Effect.MAKES_OBLIGATORY, known) + _deciding(action, Effect.MAKES_POSSIBLE, known)
    stands = [stand for each in waits_for if (stand := known.said_of(each, Outcome.WITHDRAWN))]
    if len(stands) < len(waits_for):
        return []
    return [
        _Stated(stand.report.publication_latest, known.order(stand), Source(stand.report, stand.location)) for stand in stands
    ]
