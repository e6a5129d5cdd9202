"""A record in a few words: for the picture of a shared link, and for the small page that another site frames."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404

from laws.models import Bill
from measures.enums import Status
from measures.models import Action, Measure, Role
from motions.models import Motion
from portal.agenda import agenda, summary_of
from portal.agenda.sections import sections
from portal.agenda.words import summary_in_words
from portal.core.dates import count_of, in_dutch, today
from portal.core.reports import with_day
from portal.outputs.sharing.kinds import BILL, MEASURE, MOTION, ROLE
from portal.site.outstanding import BY_MINISTRY, in_short, open_points
from portal.site.pictures.plans import plan_of
from portal.site.pictures.year import coming_year


@dataclass(frozen=True)
class Card:
    """`fact` is what the page is about, in large letters; `remark` is beside it. `lines` go on, under `heading`.

    `source` names the report, `path` is that of the page.
    """

    kicker: str
    title: str
    fact: str
    remark: str
    source: str
    path: str
    heading: str = ""
    lines: tuple[str, ...] = ()

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
    """Return the card of a bill, with its planned and stated entries into force, oldest first. Needs `with_planning()`."""
    plan = plan_of(bill)
    promised = [step for steps in (*plan.promises, plan.entry) for step in steps]
    lines = [f"Gepland{_of(step.part)}: {step.words} ({step.report})" for step in promised]
    facts = [
        f"{fact.part or 'Het geheel'}: {'geldt sinds' if fact.date <= today() else 'treedt in werking op'} {in_dutch(fact.date)}"
        for fact in plan.facts
    ]
    return Card(
        kicker="Wet" if bill.is_law else "Wetsvoorstel",
        title=bill.name,
        fact=plan.how_far,
        remark="",
        source=f"Voor het laatst in een rapportage: {with_day(bill.stand.report)}.",
        path=bill.get_absolute_url(),
        heading="Wat gepland was, en wat ervan werd",
        lines=(*lines, *facts),
    )


def _of(part: str) -> str:
    return f" voor {part[:1].lower()}{part[1:]}" if part else ""


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


CARDS: dict[str, Callable[[str], Card]] = {MEASURE: _of_measure, BILL: _of_bill, MOTION: _of_motion, ROLE: _of_role}
