"""How much of a report in the portal is found again when its document is read.

The sentences of the portal are its own, so a bullet is found by the quotes in its place: „…” are words of the document.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from measures.enums import Status
from measures.models import Report
from portal.reading.blocks import folded
from portal.reading.result import Reading

QUOTED = re.compile(r"„([^”]*)”")


@dataclass
class Count:
    """How many of the portal's rows were found, and which were not."""

    what: str
    total: int = 0
    missed: list[str] = field(default_factory=list)

    def add(self, found: bool, name: str) -> None:
        self.total += 1
        if not found:
            self.missed.append(name)

    def __str__(self) -> str:
        found = self.total - len(self.missed)
        share = f" ({100 * found / self.total:.1f} %)" if self.total else ""
        return f"{self.what}: {found} van {self.total}{share}"


def compare(reading: Reading, report: Report) -> list[Count]:
    """Return per kind how many rows of `report` are found in what was read of its document."""
    return [
        *_measures(reading, report),
        _goals(reading, report),
        *_bills(reading, report),
        _motions(reading, report),
        _parties(reading, report),
    ]


def quotes_of(location: str) -> list[str]:
    """Return the words of the document that a place quotes."""
    return [folded(words.lstrip("•– ")) for words in QUOTED.findall(location)]


def _measures(reading: Reading, report: Report) -> Iterable[Count]:
    read = {measure.slug: measure for measure in reading.maatregelen}
    statuses, involved = Count("statussen"), Count("betrokkenen")
    bullets, wrong = Count("onderdelen, van de goede soort bij de goede maatregel"), Count("onderdelen bij geen andere maatregel")
    everywhere = [(measure.slug, folded(part.tekst)) for measure in reading.maatregelen for part in measure.onderdelen]
    for stand in report.measuresnapshots.select_related("measure").prefetch_related("items", "involvements"):
        found = read.get(stand.measure.slug)
        if stand.status != Status.UNKNOWN:
            statuses.add(bool(found and found.status == stand.status), stand.code)
        for item in stand.items.all():
            quotes, name = quotes_of(item.location), f"{stand.code} {item.kind} {item.location}"
            parts = [part for part in found.onderdelen if part.soort == item.kind] if found else []
            right = any(all(words in folded(part.tekst) for words in quotes) for part in parts)
            bullets.add(right, name)
            elsewhere = any(all(words in text for words in quotes) for slug, text in everywhere if slug != stand.measure.slug)
            wrong.add(right or not elsewhere, name)
        for involvement in stand.involvements.all():
            involved.add(bool(found and involvement.printed in found.betrokkenen), f"{stand.code} {involvement.printed}")
    return statuses, bullets, wrong, involved


def _goals(reading: Reading, report: Report) -> Count:
    count = Count("koppelingen van doelen en maatregelen")
    slugs = {measure.code: measure.slug for measure in reading.maatregelen}
    read = {goal.nummer: {slugs.get(code) for code in goal.maatregelen} for goal in reading.doelen}
    for stand in report.goalsnapshots.select_related("goal").prefetch_related("measures"):
        for measure in stand.measures.all():
            count.add(measure.slug in read.get(stand.goal.number, set()), f"doel {stand.goal.number} {measure.slug}")
    return count


def _bills(reading: Reading, report: Report) -> Iterable[Count]:
    read = {bill.slug: bill for bill in reading.wetsvoorstellen}
    bills, steps, elements = Count("wetsvoorstellen"), Count("stappen van een planning"), Count("onderdelen van wetsvoorstellen")
    for stand in report.billsnapshots.select_related("bill").prefetch_related("planning", "elements"):
        found = read.get(stand.bill.slug)
        bills.add(found is not None, stand.bill.slug)
        planned = {(step.fase, step.vroegst, step.laatst) for step in found.planning} if found else set()
        for step in stand.planning.all():
            days = tuple(day.isoformat() if day else None for day in (step.earliest, step.latest))
            steps.add((step.phase, *days) in planned, f"{stand.bill.slug} {step.phase} {step.period}")
        texts = [folded(text) for text in found.onderdelen] if found else []
        for element in stand.elements.all():
            words = quotes_of(element.location)
            elements.add(any(all(each in text for each in words) for text in texts), f"{stand.bill.slug} {element.location}")
    return bills, steps, elements


def _motions(reading: Reading, report: Report) -> Count:
    count = Count("moties met status en toelichting")
    read = {motion.nummer: motion for motion in reading.moties}
    for stand in report.motionsnapshots.select_related("motion"):
        found = read.get(stand.motion.number)
        count.add(
            bool(found and found.status == stand.status and bool(found.toelichting) == bool(stand.explanation)),
            stand.motion.number,
        )
    return count


def _parties(reading: Reading, report: Report) -> Count:
    count = Count("partijen")
    read = {(group.groep, name) for group in reading.partijen for name in group.namen}
    for row in report.representations.all():
        count.add((row.group_printed, row.party_printed) in read, f"{row.group_printed}: {row.party_printed}")
    return count
