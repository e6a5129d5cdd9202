"""A record in a few words: for the picture of a shared link, and for the small page that another site frames."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404

from laws.models import Bill
from measures.enums import Status
from measures.models import Action, Goal, Measure, Role
from motions.models import Motion
from portal.agenda import agenda, summary_of
from portal.agenda.sections import sections
from portal.agenda.words import summary_in_words
from portal.core.addresses import whole_number
from portal.core.dates import count_of, today
from portal.core.reports import with_day
from portal.outputs.sharing.kinds import BILL, GOAL, MEASURE, MOTION, ROLE
from portal.site.outstanding import BY_MINISTRY, done_in_words, in_short, open_points
from portal.site.pictures.bills import entry_line
from portal.site.pictures.drawing import Chart
from portal.site.pictures.year import coming_year


@dataclass(frozen=True)
class Card:
    """`fact` is what the page is about, in large letters; `remark` is beside it. `lines` or a picture go on, under `heading`.

    `source` names the report, `path` is that of the page. `chart` is the picture, which has its words beside it.
    """

    kicker: str
    title: str
    fact: str
    remark: str
    source: str
    path: str
    heading: str = ""
    lines: tuple[str, ...] = ()
    chart: Chart | None = None

    @property
    def name(self) -> str:
        """Return the title after its kicker. "Wetsvoorstel terugdringen verzuim" begins with it already."""
        return self.title if self.title.startswith(self.kicker) else f"{self.kicker}: {self.title}"

    @property
    def in_words(self) -> str:
        """Return the card in one sentence or two, for the description of a shared link."""
        remark = f" {self.remark[:1].upper()}{self.remark[1:]}." if self.remark else ""
        return f"{self.fact}.{remark} {self.source}".strip()


def _of_measure(slug: str) -> Card:
    measure = Measure.objects.published().with_stand().filter(slug=slug).first()
    if measure is None:
        raise Http404("Deze maatregel kennen wij niet.")
    return card_of_measure(measure)


def card_of_measure(measure: Measure) -> Card:
    """Return the card of a measure. Needs `with_stand()`."""
    stand = measure.stand
    is_done = stand.status == Status.DONE
    return Card(
        kicker=f"Maatregel {measure.number}" if measure.number else f"Deelmaatregel {stand.code}",
        title=measure.title,
        fact=f"{stand.status_words} {BY_MINISTRY}" if is_done else stand.status_words,
        remark=in_short(open_points().get(measure.pk, [])) if is_done else "",
        source=f"{with_day(stand.report)}.",
        path=measure.get_absolute_url(),
    )


def _of_bill(slug: str) -> Card:
    bill = Bill.objects.published().with_planning().filter(slug=slug).first()
    if bill is None:
        raise Http404("Dit wetsvoorstel kennen wij niet.")
    return card_of_bill(bill)


def card_of_bill(bill: Bill) -> Card:
    """Return the card of a bill, with the line of its planned and stated entries into force. Needs `with_planning()`."""
    return Card(
        kicker="Wet" if bill.is_law else "Wetsvoorstel",
        title=bill.name,
        fact=bill.situation.words,
        remark="",
        source=f"Voor het laatst in een rapportage: {with_day(bill.stand.report)}.",
        path=bill.get_absolute_url(),
        heading="Wat gepland was, en wat ervan werd",
        chart=entry_line(bill, today()),
    )


def _of_motion(number: str) -> Card:
    motion = Motion.objects.published().with_stand().filter(number=number).first()
    if motion is None:
        raise Http404("Deze motie kennen wij niet.")
    return card_of_motion(motion)


def card_of_motion(motion: Motion) -> Card:
    """Return the card of a motion. Needs `with_stand()`."""
    return Card(
        kicker=f"Motie {motion.number}",
        title=motion.title,
        fact=motion.stand.status_words,
        remark="",
        source=f"{with_day(motion.stand.report)}.",
        path=motion.get_absolute_url(),
    )


def _of_goal(slug: str) -> Card:
    goal = Goal.objects.published().with_stand().filter(number=whole_number(slug)).first()
    if goal is None:
        raise Http404("Dit doel kennen wij niet.")
    return card_of_goal(goal)


def card_of_goal(goal: Goal) -> Card:
    """Return the card of a goal, with the status of its measures. Needs `with_stand()`."""
    measures = list(Measure.objects.published().with_stand().in_order().towards(goal.number, goal.stand.report))
    fact, remark = done_in_words(measures)
    return Card(
        kicker=f"Doel {goal.number}",
        title=goal.title,
        fact=fact,
        remark=remark,
        source=f"De maatregelen van dit doel volgens {with_day(goal.stand.report)}.",
        path=goal.get_absolute_url(),
        heading="Maatregelen voor dit doel",
        lines=tuple(f"{measure}: {measure.stand.status_words.lower()}" for measure in measures),
    )


def _of_role(slug: str) -> Card:
    role = Role.objects.published().filter(slug=slug).first()
    if role is None:
        raise Http404("Deze rol kennen wij niet.")
    entries = agenda(Action.objects.published().for_role(role), today())
    summary, year = summary_of(entries), coming_year(sections(entries), today())
    duties = count_of(summary.in_force, "verplichting geldt nu", "verplichtingen gelden nu")
    return Card(
        kicker="Wat moet ik nu doen",
        title=role.plural[:1].upper() + role.plural[1:],
        fact=duties if summary.in_force else "Geen verplichting genoemd die nu geldt",
        remark="",
        source=summary_in_words(summary, role.plural),
        path=role.get_absolute_url(),
        heading="Het komende jaar",
        lines=tuple(event.in_words for event in year.drawn) if year else (),
    )


CARDS: dict[str, Callable[[str], Card]] = {
    MEASURE: _of_measure,
    BILL: _of_bill,
    MOTION: _of_motion,
    GOAL: _of_goal,
    ROLE: _of_role,
}
