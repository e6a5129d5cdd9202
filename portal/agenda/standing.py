"""The rules that derive the standing of an action from its facts and a day. They run no queries."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from operator import attrgetter

from django.db import models
from django.utils.safestring import SafeString

from laws.models import Bill
from laws.slip import Move, move_of
from measures.enums import ActionKind, Precision
from measures.models import Action, ActionMention
from measures.periods import NO_PERIOD, Period
from portal.core.dates import in_dutch
from portal.core.sources import Source


class Standing(models.TextChoices):
    """The state of an action on a day. Every action has exactly one.

    Duties have `IN_FORCE`, `COMING`, `EXPECTED` or `NO_DATE`; options have `OPEN` or `LATER`; both can have `UNCONFIRMED` or
    `ENDED`. `standing_of` has the rules.
    """

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
    """The plan in one report: its words as printed, and the days that these words can mean.

    `bill` and `part` are the name of the bill that is planned and the part of it, if any. Only plans for the same are comparable.
    """

    words: str
    days: Period
    source: Source | None
    bill: str = ""
    part: str = ""


@dataclass(frozen=True)
class Facts:
    """The facts about one action, according to the known reports.

    - `kind`: a value of `ActionKind`.
    - `confirmed`: a report states that the duty or the bill behind the action is in force, or states the first day. An
      option without a bill is confirmed, unless its newest period names no day.
    - `start`: the first day of a confirmed action, where a source names that day.
    - `begin`: the printed period in which a confirmed action begins, where no source names the day, such as "vanaf 2023".
      With neither `start` nor `begin` a confirmed action has begun, on an unknown day.
    - `end`: the last day, if the reports give one. `end_words`: the printed period that stands for it, if no source names that
      day. `expected_end`: otherwise the newest plan for it, if any.
    - `promises`: the plans for the start, those of the oldest report first.
    - `bills`: the bills that decide the start, or else the end. `bill` is the first of them, whose plans are `promises`.
    - `source`: the place of the statement or plan that decides the start; without these, the newest mention.
    - `end_source`: the place of the statement that decides `end`.
    - `last_named`: the year in which a source last named an option, if the newest progress report is of a later year.
    - `is_old`: the newest known progress report does not name the action. A newer source that is no progress report can.
    - `law_since`: the stated entry into force of the bill, where that is not the start: no report names the action itself since
      then, or it was in force already. It confirms nothing.
    - `adopted_by`: the place that says that both chambers adopted the bill, when no source gives the day of its entry into
      force.
    """

    kind: str
    confirmed: bool = False
    start: dt.date | None = None
    begin: Promise | None = None
    end: dt.date | None = None
    end_words: Promise | None = None
    promises: tuple[Promise, ...] = ()
    bills: tuple[Bill, ...] = ()
    source: Source | None = None
    end_source: Source | None = None
    expected_end: Promise | None = None
    law_since: dt.date | None = None
    adopted_by: Source | None = None
    last_named: int | None = None
    is_old: bool = False

    @property
    def bill(self) -> Bill | None:
        return self.bills[0] if self.bills else None

    @property
    def beginning(self) -> Promise | None:
        """Return what the source says about the beginning of a confirmed action: the stated day, or else `begin`."""
        if self.start is None:
            return self.begin
        return Promise(in_dutch(self.start), Period(self.start, self.start, Precision.DAY), self.source)

    @property
    def first_day(self) -> dt.date | None:
        """Return the day from which a confirmed action counts as begun: the stated day, or the first that the words can mean.

        The portal computes with this day but never shows it as a fact.
        """
        return self.start or (self.begin.days.earliest if self.begin else None)

    @property
    def expected(self) -> Promise | None:
        """Return the newest promise; None without promises or once the action is confirmed."""
        return self.promises[-1] if self.promises and not self.confirmed else None

    @property
    def moves(self) -> int:
        """Return how many times the next promise for the same part of a bill moved the days of a promise, or dropped them.

        From "1 augustus 2024" to "2024" no move can be shown, so that is none; see `laws.slip`.
        """
        return sum(
            (earlier.bill, earlier.part) == (later.bill, later.part)
            and move_of(earlier.days, later.days) in (Move.LATER, Move.SOONER, Move.LOST)
            for earlier, later in pairwise(self.promises)
        )


def standing_of(facts: Facts, day: dt.date) -> Standing:
    """Return the standing of an action on `day`. The first rule that fits decides.

    1. The last day is before `day`: ENDED.
    2. A confirmed option that has begun: OPEN. Another confirmed option: LATER.
    3. A confirmed duty that has begun: IN_FORCE. Another confirmed duty: COMING.
    4. An unconfirmed action whose planned last day is before `day`: UNCONFIRMED.
    5. An unconfirmed option: LATER. An unconfirmed duty without a planned day: NO_DATE; with one: EXPECTED.

    A confirmed action has begun if its `first_day` is None, or not after `day`.
    """
    if facts.end is not None and facts.end < day:
        return Standing.ENDED
    is_option = facts.kind == ActionKind.OPTION
    if facts.confirmed:
        has_begun = facts.first_day is None or facts.first_day <= day
        if is_option:
            return Standing.OPEN if has_begun else Standing.LATER
        return Standing.IN_FORCE if has_begun else Standing.COMING
    days = facts.expected.days if facts.expected else NO_PERIOD
    if days.is_over(day):
        return Standing.UNCONFIRMED
    if is_option:
        return Standing.LATER
    return Standing.EXPECTED if days.has_days else Standing.NO_DATE


@dataclass(frozen=True)
class Entry:
    """An action with its facts, and the day for which `standing` is computed. `action` has the prefetches of `Known.in_full`.

    Pages share the entries of today until the content changes. `html` keeps what they render of an entry, by name.
    """

    action: Action
    facts: Facts
    day: dt.date
    html: dict[str, SafeString] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def standing(self) -> Standing:
        return standing_of(self.facts, self.day)

    @cached_property
    def days(self) -> Period:
        """Return the stated first day, or else the period in which the action (is planned to) begin. May be `NO_PERIOD`."""
        planned = self.facts.beginning if self.facts.confirmed else self.facts.expected
        return planned.days if planned else NO_PERIOD

    @cached_property
    def role_keys(self) -> list[int]:
        return [role.pk for role in self.action.addressed_roles]

    @cached_property
    def place(self) -> tuple[dt.date, dt.date, int]:
        """Return the place of this entry in an order of date; see `in_order_of_date`."""
        never = dt.date.max
        return self.days.earliest or self.days.latest or never, self.days.latest or never, self.action.pk

    @property
    def source(self) -> Source | None:
        """Return the source of the end if the action has ended, otherwise the source of its start or plan."""
        return (self.facts.end_source if self.standing == Standing.ENDED else None) or self.facts.source

    @property
    def last_mention(self) -> ActionMention:
        return self.action.known_mentions[-1]

    @property
    def is_option(self) -> bool:
        return self.facts.kind == ActionKind.OPTION

    @property
    def is_older(self) -> bool:
        """Return whether this is an open option that no source names any more: whether it is still there is not known."""
        return self.standing == Standing.OPEN and self.facts.last_named is not None


# The standings of duties that are not in force yet.
AHEAD = (Standing.COMING, Standing.EXPECTED, Standing.UNCONFIRMED, Standing.NO_DATE)


def in_order_of_date(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries sorted by first possible day, then last possible day, then primary key of the action.

    Entries without any day come last.
    """
    return sorted(entries, key=attrgetter("place"))


def by_role(entries: Iterable[Entry]) -> dict[int, list[Entry]]:
    """Return the entries by the primary key of their roles, in their order. An entry for two roles appears twice."""
    found: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in entry.role_keys:
            found[key].append(entry)
    return found


@dataclass(frozen=True)
class Summary:
    """The numbers of duties and options of a role on a day, for the sentences at the top of a page.

    `ahead`: duties that are coming or expected. `without_date`: duties without a date, or whose planned date has passed.
    `first`: the earliest of `ahead`. `open` leaves out the older options, which `older` has by the year in which they were last
    named. `later`: options that are not open, also those whose planned date has passed. The sentences leave out `later` and
    `ended`.
    """

    in_force: int
    ahead: int
    without_date: int
    open: int
    older: Counter[int]
    later: int
    ended: int
    first: Entry | None

    @property
    def is_empty(self) -> bool:
        return not (self.in_force or self.ahead or self.without_date or self.open or self.older or self.later or self.ended)

    @property
    def older_count(self) -> int:
        """Return the number of older options. A template cannot ask `older` for it: there a name is a key of the counter."""
        return self.older.total()

    @property
    def days_until_first(self) -> int | None:
        """Return the number of days until `first`, if a source confirms its day; otherwise None: a plan is no countdown."""
        if self.first is None or self.first.facts.start is None:
            return None
        return (self.first.facts.start - self.first.day).days


def summary_of(entries: Iterable[Entry]) -> Summary:
    by_standing: dict[Standing, list[Entry]] = {standing: [] for standing in Standing}
    not_open, older = 0, Counter[int]()
    for entry in entries:
        if entry.is_older and entry.facts.last_named:
            older[entry.facts.last_named] += 1
        elif entry.standing == Standing.UNCONFIRMED and entry.is_option:
            not_open += 1
        else:
            by_standing[entry.standing].append(entry)
    dated = in_order_of_date(by_standing[Standing.COMING] + by_standing[Standing.EXPECTED])
    return Summary(
        in_force=len(by_standing[Standing.IN_FORCE]),
        ahead=len(dated),
        without_date=len(by_standing[Standing.UNCONFIRMED] + by_standing[Standing.NO_DATE]),
        open=len(by_standing[Standing.OPEN]),
        older=older,
        later=len(by_standing[Standing.LATER]) + not_open,
        ended=len(by_standing[Standing.ENDED]),
        first=dated[0] if dated else None,
    )
