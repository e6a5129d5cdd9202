"""What was promised of each law and what came of it, in Dutch: a conclusion, a sentence for each source, a row for each law."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from laws.models import Bill
from laws.promises import DUE, Delivery, PromisedLine, by_distance, lines_of
from laws.slip import Planned
from measures.models import Report
from portal.changes.planning import LOST, move_in_words
from portal.core.dates import count_of, today
from portal.core.kept import Kept

# Small numbers as words, at the start of a sentence or within it.
NUMBERS = ("geen", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")
LATER = " maanden later"

_lines: Kept[str, list[PromisedLine]] = Kept(1)


def promised_lines() -> list[PromisedLine]:
    """Return the lines of all public laws, those that moved furthest first. Nobody may change them.

    They are made once for the content and the day: nine queries.
    """
    return _lines.one("", lambda: by_distance(lines_of(Bill.objects.published().with_planning()), today()))


def lines_with(lines: Iterable[PromisedLine], bills: Iterable[int]) -> list[PromisedLine]:
    """Return the lines that one of these bills is part of, in their order. `bills` are primary keys."""
    keys = set(bills)
    return [line for line in lines if line.keys & keys]


def number_in_words(number: int) -> str:
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def distance_in_words(line: PromisedLine) -> str:
    """Return how far the parts of a law lie from the first promise, each once: "5 en 12 maanden later". Often empty."""
    words = list(dict.fromkeys(move_in_words(each.move, each.months) for each in line.distances))
    if len(words) > 1 and all(each.endswith(LATER) for each in words):
        words = [*(each.removesuffix(LATER) for each in words[:-1]), words[-1]]
    return " en ".join(words)


def words_of(plans: Sequence[Planned], *, with_parts: bool = False) -> str:
    """Return plans or stated days in words, each once, with their parts if there is more than one.

    `with_parts` names the parts of a single one too, for plans of which the rest is told apart.
    """
    by_words = [(words, [each.part for each in found]) for words, found in groupby(plans, key=lambda each: each.words)]
    if len(by_words) < 2 and not with_parts:
        return " en ".join(words for words, _ in by_words)
    return " en ".join(
        f"{words} ({'; '.join(filter(None, parts)).lower()})" if any(parts) else words for words, parts in by_words
    )


def months_over(line: PromisedLine, day: dt.date) -> str:
    """Return how long the first promised day has passed, for a law without a later day: "27 maanden"."""
    return count_of(line.reach(day), "maand", "maanden")


@dataclass(frozen=True)
class PromisedStep:
    """A promise, and the sources that gave it one after another."""

    plans: tuple[Planned, ...]
    reports: list[Report]

    @property
    def words(self) -> str:
        return words_of(self.plans)

    @property
    def has_days(self) -> bool:
        return any(plan.days.has_days for plan in self.plans)

    @property
    def sources(self) -> str:
        return ", ".join(report.short_name for report in self.reports)


@dataclass(frozen=True)
class PromisedRow:
    """What a page shows of one line on `day`.

    `result` is a sentence. `difference` is the same in a few words, which begin with the number so that they sort by it.
    """

    line: PromisedLine
    day: dt.date

    @property
    def delivery(self) -> Delivery:
        return self.line.delivery(self.day)

    @property
    def deadline(self) -> dt.date | None:
        return self.line.first.deadline if self.line.first else None

    @cached_property
    def steps(self) -> list[PromisedStep]:
        """Return what sources promised, each time that it changed."""
        promises = self.line.promises
        groups = [list(found) for _, found in groupby(promises, key=lambda promise: words_of(promise.plans))]
        return [PromisedStep(found[0].plans, [promise.report for promise in found]) for found in groups]

    @property
    def trail(self) -> str:
        """Return what was promised before, in a line: "Beloofd: 1 augustus 2023, daarna 2024." The rest stands in `result`."""
        is_told = len(self.steps) > 1 and not self.line.facts
        words = [step.words if step.has_days else "zonder datum" for step in (self.steps[:-1] if is_told else self.steps)]
        return f"Beloofd: {', daarna '.join(each for each, _ in groupby(words))}."

    @property
    def reach(self) -> int:
        return self.line.reach(self.day)

    @property
    def sources_now(self) -> list[Report]:
        """Return the sources of `result`, each once."""
        events = self.line.events[:1] if self.delivery == Delivery.PARTLY else ()
        found = [*(event.report for event in events), *(each.report for each in self.line.now)]
        return list({report.pk: report for report in found}.values())

    @property
    def others(self) -> list[PromisedStep]:
        """Return the plans of parts that the first promise does not cover."""
        first = self.line.first
        apart = [
            (promise.report, tuple(plan for plan in promise.plans if not first.covering(plan.part) and plan.days.has_days))
            for promise in (self.line.said if first else ())
        ]
        return [PromisedStep(plans, [report]) for report, plans in apart if plans]

    @property
    def difference(self) -> str:
        line, delivery = self.line, self.delivery
        if delivery == Delivery.NEVER:
            return "nooit een datum"
        if delivery == Delivery.WITHDRAWN:
            return "ingetrokken"
        if words := distance_in_words(line):
            return words
        if delivery in (Delivery.NOT_YET, Delivery.UNKNOWN, Delivery.PARTLY):
            gone = LOST if len(line.promises) > 1 else "onbekend" if delivery == Delivery.UNKNOWN else "nog niet"
            return f"{months_over(line, self.day)} voorbij; {gone}"
        return LOST if len(line.promises) > 1 and not line.promises[-1].has_days else "nog niet voorbij"

    @property
    def result(self) -> str:
        """Return in a sentence where the law stands beside its first promise."""
        line, delivery = self.line, self.delivery
        far = distance_in_words(line)
        apart = f" Dat is {far}." if far else ""
        if delivery == Delivery.NEVER:
            return "Geen bron noemde ooit een dag."
        if delivery in (Delivery.LATE, Delivery.ON_TIME):
            return f"In werking op {words_of(line.facts)}.{apart}"
        if delivery == Delivery.WITHDRAWN:
            return "Ingetrokken."
        if delivery == Delivery.PARTLY:
            event = line.events[0]
            return f"Een deel geldt kennelijk sinds {event.period} ({event.how_sure}). {self._planned('Nog gepland', apart)}"
        if coming := [fact for fact in line.facts if fact.days.earliest and fact.days.earliest > self.day]:
            return f"Treedt in werking op {words_of(coming)}.{apart}"
        if any(each.days.has_days for each in line.now) and len(line.promises) > 1:
            return self._planned("Nu gepland", apart)
        if delivery == Delivery.UNKNOWN and line.stated:
            over = f"Die tijd is {months_over(line, self.day)} voorbij."
            return f"{over} Een bron noemt {words_of(line.stated)}. Of alles geldt wat beloofd was, is onbekend."
        if delivery == Delivery.UNKNOWN:
            return f"Die tijd is {months_over(line, self.day)} voorbij. Onbekend is of de wet geldt."
        if delivery == Delivery.NOT_YET:
            return f"Nu zonder datum. De eerst beloofde tijd is {months_over(line, self.day)} voorbij."
        return "Nu zonder datum." if len(line.promises) > 1 else "Die tijd is nog niet voorbij."

    def _planned(self, opening: str, apart: str) -> str:
        """Return what is planned in sentences, apart from plans whose time is over: no source says what became of these.

        `apart` is a sentence about how far the plans lie from the promise, with a space before it.
        """
        over = [each for each in self.line.now if each.days.is_over(self.day)]
        ahead = [each for each in self.line.now if each not in over]
        has_both = bool(over and ahead)
        told = f"{opening}: {words_of(ahead, with_parts=has_both)}.{apart}" if ahead else ""
        if over:
            was = words_of(over, with_parts=has_both)
            told += f" Gepland was: {was}.{'' if ahead else apart} Die tijd is voorbij, en geen bron bevestigt het."
        return told.strip()


def rows_of(lines: Iterable[PromisedLine], day: dt.date) -> list[PromisedRow]:
    return [PromisedRow(line, day) for line in lines]


def conclusion(lines: Sequence[PromisedLine], day: dt.date) -> list[str]:
    """Return in sentences what became of the laws whose first promised day has passed; the first one can be a title.

    Whether a law is in force can be unknown. Then the first sentence says so.
    """
    due = [line for line in lines if line.delivery(day) in DUE]
    if not due:
        return ["Van geen enkele wet is de eerst beloofde dag voorbij"] if any(line.first for line in lines) else []
    found = Counter(line.delivery(day) for line in due)
    known = "voor zover bekend " if found[Delivery.UNKNOWN] else ""
    if len(due) == 1:
        came = "op tijd in" if found[Delivery.ON_TIME] else f"{known}niet op tijd in"
        first = f"Van 1 wet is de eerst beloofde dag voorbij: zij ging {came}"
    else:
        went = "ging er" if found[Delivery.ON_TIME] < 2 else "gingen er"
        on_time = number_in_words(found[Delivery.ON_TIME])
        first = f"Van de {len(due)} wetten waarvan de eerst beloofde dag voorbij is, {went} {known}{on_time} op tijd in"
    late = [line for line in due if line.delivery(day) == Delivery.LATE]
    apart = f", {distance_in_words(late[0])}" if len(late) == 1 else ", maar later dan beloofd"
    rest = [_of_kind(found[kind], *words) for kind, words in REST.items() if found[kind]]
    return [first, *([_of_kind(len(late), f"{{}} geldt nu{apart}.", f"{{}} gelden nu{apart}.")] if late else []), *rest]


# What became of the other laws, in singular and plural.
REST: Mapping[Delivery, tuple[str, str]] = {
    Delivery.PARTLY: ("{} geldt kennelijk voor een deel, ook later.", "{} gelden kennelijk voor een deel, ook later."),
    Delivery.NOT_YET: (
        "{} was na die dag nog niet geheel van kracht.", "{} waren na die dag nog niet geheel van kracht."
    ),
    Delivery.UNKNOWN: ("Van {} is onbekend of alles geldt wat beloofd was.",) * 2,
}  # fmt: skip


def _of_kind(number: int, one: str, more: str) -> str:
    sentence = (one if number == 1 else more).format(number_in_words(number))
    # Only the second accent stays on a capital: "Eén".
    return f"E{sentence[1:]}" if sentence.startswith("é") else f"{sentence[:1].upper()}{sentence[1:]}"


@dataclass(frozen=True)
class SourceRecord:
    """What became of the days that one source gave. `sentence` follows the name of the source."""

    report: Report
    sentence: str


def by_source(lines: Sequence[PromisedLine], day: dt.date) -> list[SourceRecord]:
    """Return a sentence for each source that gave a day for the entry into force of a law, oldest first.

    Each source is held to what it said itself.
    """
    reports = {promise.report.pk: promise.report for line in lines for promise in line.said if promise.has_days}
    return [
        SourceRecord(report, _kept(_as_said_by(report, lines), day))
        for report in sorted(reports.values(), key=lambda report: report.order)
    ]


def _as_said_by(report: Report, lines: Sequence[PromisedLine]) -> list[PromisedLine]:
    since = [line.since(report) for line in lines]
    return [line for line in since if line.first and line.first.report.pk == report.pk]


def _kept(lines: Sequence[PromisedLine], day: dt.date) -> str:
    found = Counter(line.delivery(day) for line in lines)
    due = sum(found[kind] for kind in DUE)
    told = f"noemde voor {count_of(len(lines), 'wet', 'wetten')} een dag of periode."
    if not due:
        return f"{told} Geen daarvan is voorbij."
    what = [
        (found[Delivery.ON_TIME], "op tijd in werking"),
        (found[Delivery.LATE], "later in werking"),
        (found[Delivery.PARTLY], "later, en kennelijk voor een deel"),
        (found[Delivery.NOT_YET], "toen nog niet in werking"),
        (found[Delivery.UNKNOWN], "onbekend"),
    ]
    return f"{told} Bij {due} is die voorbij: {', '.join(f'{number} {words}' for number, words in what if number)}."
