"""The check of the names of parts of bills: a part under another name would move no action, and compare with no plan."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from laws.models import EntryIntoForce, PlanningStep, Requirement
from measures.kinds import BILL
from measures.models import Report
from portal.desk.editing.items import ChecklistItem, key_of

# A part that a report names: the primary key of the bill, the part, the primary key of the report, and the title of the bill.
NamedPart = tuple[int, str, int, str]


def parts_in_entries() -> list[NamedPart]:
    """Return the part of each entry into force that any report states."""
    return list(EntryIntoForce.objects.values_list("bill", "part", "report", "bill__title"))


def unknown_parts(report: Report, entries: Iterable[NamedPart], with_stand: Collection[int]) -> Iterator[ChecklistItem]:
    """Warn of each part that the draft names and no other report does, if others name parts of that bill. Two queries.

    `entries` are those of `parts_in_entries`. `with_stand` holds the primary keys of the bills that have a stand in the draft:
    the warning leads to its form.
    """
    steps = PlanningStep.objects.values_list("snapshot__bill", "part", "snapshot__report", "snapshot__bill__title")
    effects = Requirement.objects.values_list("bill", "part", "report", "bill__title")
    here: dict[int, set[str]] = defaultdict(set)
    elsewhere: dict[int, set[str]] = defaultdict(set)
    titles: dict[int, str] = {}
    for bill, part, source, title in (*steps, *effects, *entries):
        if part:
            (here if source == report.pk else elsewhere)[bill].add(part)
            titles[bill] = title
    for bill, parts in here.items():
        for part in sorted(parts - elsewhere[bill]) if elsewhere[bill] else ():
            known = "; ".join(sorted(elsewhere[bill]))
            text = f"{titles[bill]}: het onderdeel „{part}” heet nergens anders zo. Bekend: {known}."
            about = (BILL, bill) if bill in with_stand else None
            yield ChecklistItem(False, key_of("onderdeel", bill, part), text, about)
