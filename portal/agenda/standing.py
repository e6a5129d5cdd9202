"""The rules of the agenda, without a database: from the facts about an action and a day to its one standing."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from django.db import models

from laws.models import Bill
from measures.enums import ActionKind, Precision
from measures.models import Action, ActionMention
from measures.periods import NO_PERIOD, Period
from portal.core.sources import Source


class Standing(models.TextChoices):
    """Where an action stands on a day. Every action has exactly one."""

    IN_FORCE = "geldt-nu", "Verplicht, geldt nu"
    COMING = "komt-eraan", "Komt eraan"
    EXPECTED = "verwacht", "Verwacht"
    UNCONFIRMED = "niet-bevestigd", "Datum verstreken, niet bevestigd"
    NO_DATE = "datum-onbekend", "Datum nog niet bekend"
    OPEN = "kan-nu-al", "Kan nu al"
    LATER = "later-mogelijk", "Later mogelijk"
    ENDED = "vervallen", "Vervallen"


@dataclass(frozen=True)
class Promise:
    """What one report planned: its words and the days that they can mean."""

    words: str
    days: Period
    source: Source


@dataclass(frozen=True)
class Facts:
    """What the known reports say about one action.

    `confirmed`: a report states that a duty holds (or nothing stands in the way of an option), from `start`; without
    `start` it held already when the first report named it. `end`: the last day on which it holds or is open.
    `promises`: what each report in turn planned for it, oldest first. `expected_end`: when what ends it is planned.
    """

    kind: str
    confirmed: bool = False
    start: dt.date | None = None
    end: dt.date | None = None
    promises: tuple[Promise, ...] = ()
    bill: Bill | None = None
    source: Source | None = None
    end_source: Source | None = None
    expected_end: Promise | None = None

    @property
    def expected(self) -> Promise | None:
        """What the newest report plans, as long as nothing is confirmed."""
        return self.promises[-1] if self.promises and not self.confirmed else None

    @property
    def moves(self) -> int:
        """How many times a planned last day moved or was dropped from one report to the next."""
        return sum(
            earlier.days.latest is not None and earlier.days.latest != later.days.latest
            for earlier, later in pairwise(self.promises)
        )


def standing_of(facts: Facts, day: dt.date) -> Standing:
    """Return the one standing of an action on `day`, by these rules in this order.

    It ended before the day. An option is open, or opens later. A confirmed duty holds, or holds later. A duty that is
    not confirmed has no date, or is expected, or its planned period lies wholly before the day.
    """
    if facts.end is not None and facts.end < day:
        return Standing.ENDED
    has_begun = facts.confirmed and (facts.start is None or facts.start <= day)
    if facts.kind == ActionKind.OPTION:
        return Standing.OPEN if has_begun else Standing.LATER
    if facts.confirmed:
        return Standing.IN_FORCE if has_begun else Standing.COMING
    days = facts.expected.days if facts.expected else NO_PERIOD
    if days.earliest is None and days.latest is None:
        return Standing.NO_DATE
    return Standing.UNCONFIRMED if days.latest is not None and days.latest < day else Standing.EXPECTED


@dataclass(frozen=True)
class Entry:
    """One action on one day: its facts, and the standing that follows from them."""

    action: Action
    facts: Facts
    day: dt.date

    @cached_property
    def standing(self) -> Standing:
        return standing_of(self.facts, self.day)

    @cached_property
    def days(self) -> Period:
        """The day on which it begins, or the days on which it is expected to."""
        if self.facts.confirmed:
            start = self.facts.start
            return Period(start, start, Precision.DAY) if start else NO_PERIOD
        return self.facts.expected.days if self.facts.expected else NO_PERIOD

    @property
    def source(self) -> Source | None:
        """What decides the standing: that it ended, where it did; else that it holds or what is planned."""
        return (self.facts.end_source if self.standing == Standing.ENDED else None) or self.facts.source

    @property
    def last_mention(self) -> ActionMention:
        return self.action.known_mentions[-1]


AHEAD = (Standing.COMING, Standing.EXPECTED, Standing.UNCONFIRMED, Standing.NO_DATE)


def in_order_of_date(entries: Iterable[Entry]) -> list[Entry]:
    """By the first day on which it can begin, then by the last; without a day at the end, in the order of the actions."""
    never = dt.date.max
    return sorted(
        entries,
        key=lambda entry: (
            entry.days.earliest or entry.days.latest or never,
            entry.days.latest or never,
            entry.action.pk,
        ),
    )


@dataclass(frozen=True)
class Summary:
    """The figures of the one sentence that a page begins with, about the duties and options of a role on a day.

    `later` and `ended` are not in that sentence.
    """

    in_force: int
    ahead: int
    without_date: int
    open: int
    later: int
    ended: int
    first: Entry | None

    @property
    def is_empty(self) -> bool:
        return not (self.in_force or self.ahead or self.without_date or self.open or self.later or self.ended)

    @property
    def days_until_first(self) -> int | None:
        """Days until the first duty ahead, where that is planned for one day."""
        if self.first is None or self.first.days.precision != Precision.DAY or self.first.days.earliest is None:
            return None
        return (self.first.days.earliest - self.first.day).days


def summary_of(entries: Iterable[Entry]) -> Summary:
    by_standing: dict[Standing, list[Entry]] = {standing: [] for standing in Standing}
    for entry in entries:
        by_standing[entry.standing].append(entry)
    dated = in_order_of_date(by_standing[Standing.COMING] + by_standing[Standing.EXPECTED])
    return Summary(
        in_force=len(by_standing[Standing.IN_FORCE]),
        ahead=len(dated),
        without_date=len(by_standing[Standing.UNCONFIRMED] + by_standing[Standing.NO_DATE]),
        open=len(by_standing[Standing.OPEN]),
        later=len(by_standing[Standing.LATER]),
        ended=len(by_standing[Standing.ENDED]),
        first=dated[0] if dated else None,
    )
