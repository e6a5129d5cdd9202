"""What is still open of the measures that the ministry calls done (afgerond), according to the portal's own records.

"Afgerond" is the word of the ministry. Beside it the portal says which bills, duties and promises it knows to be open. What no
record says, is not said here either.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import models
from django.db.models import Prefetch

from laws.enums import Outcome
from laws.models import Bill
from measures.enums import ActionKind, ItemKind, Status
from measures.models import Action, Measure, MeasureItem, Report
from portal.agenda import Standing, agenda
from portal.agenda.behind.law import imposed_in_words
from portal.agenda.memory import REPORTS_REMEMBERED
from portal.core.dates import count_of, today
from portal.core.kept import Kept

# Whose word "afgerond" is.
BY_MINISTRY = "volgens OCW"
# A bill with one of these outcomes leaves nothing open. That of a merged bill is open as long as its successor is.
SETTLED = (Outcome.IN_FORCE, Outcome.WITHDRAWN)
# The standings of a duty that no source confirms.
UNCONFIRMED = (Standing.EXPECTED, Standing.UNCONFIRMED, Standing.NO_DATE)


class OpenKind(models.TextChoices):
    """The kinds of open points. The values are public, in the API and the open data."""

    BILL = "wetsvoorstel", "Wet nog niet van kracht"
    DUTY = "verplichting", "Verplichting niet bevestigd"
    STEP = "vervolgstap", "Vervolgstap aangekondigd"

    @property
    def subject(self) -> str:
        """Return the words of a link to what is open."""
        return {"wetsvoorstel": "dit wetsvoorstel", "verplichting": "deze verplichting", "vervolgstap": "deze stand"}[self.value]


@dataclass(frozen=True)
class OpenPoint:
    """Something that is open under a measure: a bill that is not in force, a duty that is not confirmed, or a next step.

    `key` is the slug of the bill or action. For a next step it is the slug of the report with the position of the item.
    `is_known` is False for a bill of which no source says how far it is.
    """

    measure: Measure
    kind: OpenKind
    key: str
    text: str
    url: str
    is_known: bool = True


NOT_CONFIRMED = "Geen bron bevestigt dat deze verplichting geldt"
OpenPoints = Mapping[int, Sequence[OpenPoint]]
_open_points: Kept[int | None, OpenPoints] = Kept(REPORTS_REMEMBERED)


def open_points(report: Report | None = None) -> OpenPoints:
    """Return the open points of each measure that is done, by primary key of the measure. Nobody may change them.

    With `report`, the status, the bills and the next steps are those that this report names, and the duties are those that were
    known with it. They are computed once for the content and the day. The number of queries does not depend on the content,
    except that there is only one when no measure is done.
    """
    return _open_points.one(report.pk if report else None, lambda: _computed(report))


def in_short(points: Sequence[OpenPoint]) -> str:
    """Return open points in a few words, such as "wet nog niet van kracht; 2 verplichtingen niet bevestigd"."""
    of_kind = {kind: [point for point in points if point.kind == kind] for kind in OpenKind}
    known = sum(point.is_known for point in of_kind[OpenKind.BILL])
    unknown = len(of_kind[OpenKind.BILL]) - known
    duties, steps = len(of_kind[OpenKind.DUTY]), len(of_kind[OpenKind.STEP])
    words = [
        f"{'wet' if known == 1 else f'{known} wetten'} nog niet van kracht" if known else "",
        f"van {count_of(unknown, 'wet', 'wetten')} onbekend of die geldt" if unknown else "",
        f"{count_of(duties, 'verplichting', 'verplichtingen')} niet bevestigd" if duties else "",
        f"{count_of(steps, 'vervolgstap', 'vervolgstappen')} aangekondigd" if steps else "",
    ]
    return "; ".join(filter(None, words))


def done_in_words(measures: Iterable[Measure]) -> tuple[str, str]:
    """Return how many of these measures the ministry calls done, and at how many of those something is open; empty if none is.

    Needs `with_stand()`.
    """
    found, points = list(measures), open_points()
    done = [measure for measure in found if measure.stand.status == Status.DONE]
    still_open = sum(bool(points.get(measure.pk)) for measure in done)
    words = f"{len(done)} van {count_of(len(found), 'maatregel', 'maatregelen')} afgerond {BY_MINISTRY}"
    return words, f"bij {still_open} daarvan staat nog iets open" if still_open else ""


def _computed(report: Report | None) -> OpenPoints:
    steps = Prefetch("stands__items", MeasureItem.objects.filter(kind=ItemKind.NEXT_STEP))
    done = {
        measure.pk: measure
        for measure in Measure.objects.published()
        .with_stand(report)
        .with_stand_columns(report)
        .filter(stand_status=Status.DONE)
        .prefetch_related(steps)
    }
    found: dict[int, dict[tuple[OpenKind, str], OpenPoint]] = defaultdict(dict)
    if done:
        for point in (*_bills(done, report), *_duties(done, report), *_steps(done.values())):
            found[point.measure.pk].setdefault((point.kind, point.key), point)
    return {key: list(points.values()) for key, points in found.items()}


def _bills(done: Mapping[int, Measure], report: Report | None) -> Iterator[OpenPoint]:
    """Yield the bills that a report names with a measure, or their successors, unless they are settled."""
    bills = {bill.pk: bill for bill in Bill.objects.published().with_planning(report)}
    for bill in bills.values():
        stands = [bill.stand] if report else bill.stands
        measures = dict.fromkeys(line.measure_id for stand in stands for line in stand.contributions.all())
        for measure in (done[key] for key in measures if key in done):
            point = _of_bill(measure, bill, _carried_on(bill, bills))
            if point:
                yield point


def _carried_on(bill: Bill, bills: Mapping[int, Bill]) -> Bill:
    """Return the bill that carries on `bill`: the last one in the row of bills that took it over, or else `bill` itself."""
    seen = {bill.pk}
    while bill.outcome == Outcome.MERGED and (following := bills.get(bill.successor_id or 0)) and following.pk not in seen:
        bill = following
        seen.add(bill.pk)
    return bill


def _of_bill(measure: Measure, named: Bill, bill: Bill) -> OpenPoint | None:
    if bill.outcome in SETTLED:
        return None
    # What the counting snapshot says need not be the outcome: that can follow from another source, or from the day.
    where = f" volgens {bill.stand.report.short_name}" if bill.stand.outcome == bill.outcome else ""
    is_known = bill.outcome not in (Outcome.UNKNOWN, Outcome.MERGED)
    words = bill.situation.words
    state = f"is nog niet van kracht ({words[:1].lower()}{words[1:]}{where})." if is_known else ""
    if named != bill:
        merged = f"„{named.name}” is opgegaan in „{bill.name}”."
        text = f"{merged} Dat {state}" if is_known else f"{merged} Onbekend is of dat van kracht is."
    else:
        text = f"„{bill.name}” {state}" if is_known else f"Onbekend is of „{bill.name}” van kracht is."
    return OpenPoint(measure, OpenKind.BILL, bill.slug, text, bill.get_absolute_url(), is_known)


def _duties(done: Mapping[int, Measure], report: Report | None) -> Iterator[OpenPoint]:
    """Yield the duties of each measure and of its submeasures that no known report confirms."""
    by_number = {measure.number: measure for measure in done.values() if measure.number}
    for entry in agenda(Action.objects.filter(kind=ActionKind.DUTY), today(), report):
        if entry.standing not in UNCONFIRMED:
            continue
        imposed = imposed_in_words(entry)
        who = f"Geen rapportage bevestigt dat deze verplichting geldt, maar {imposed}" if imposed else NOT_CONFIRMED
        text = f"{who}: „{entry.action.text}”"
        for named in entry.action.public_measures:
            # `parent_id` is the number of the parent: the foreign key has `to_field="number"`.
            for measure in filter(None, (done.get(named.pk), by_number.get(named.parent_id))):
                yield OpenPoint(measure, OpenKind.DUTY, entry.action.slug, text, entry.action.get_absolute_url())


def _steps(done: Iterable[Measure]) -> Iterator[OpenPoint]:
    """Yield the next steps that the report announces which calls the measure done."""
    for measure in done:
        stand = measure.stand
        for item in stand.items.all():
            words = f"{item.period_to_show}: {item.text}" if item.period_to_show else item.text
            text = f"{stand.report.short_name} kondigt aan: „{words}”"
            if item.days.is_over(today()):
                text += " Die tijd is voorbij. Onbekend is of dit is gebeurd."
            key = f"{stand.report.slug}-{item.position}"
            yield OpenPoint(measure, OpenKind.STEP, key, text, stand.get_absolute_url())
