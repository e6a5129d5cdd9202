"""The check of the names of parts of bills: a part under another name would move no action, and compare with no plan."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from laws.models import Bill, EntryIntoForce, PlanningStep, Requirement
from measures.kinds import BILL
from measures.models import Report
from portal.desk.editing.items import ChecklistItem, key_of


def unknown_parts(report: Report, with_stand: Collection[int]) -> Iterator[ChecklistItem]:
    """Warn of each part that the draft names and no other report does, if others name parts of that bill. Four queries.

    `with_stand` holds the primary keys of the bills that have a stand in the draft: the warning leads to its form.
    """
    rows = (
        PlanningStep.objects.values_list("snapshot__bill", "part", "snapshot__report"),
        Requirement.objects.values_list("bill", "part", "report"),
        EntryIntoForce.objects.values_list("bill", "part", "report"),
    )
    here: dict[int, set[str]] = defaultdict(set)
    elsewhere: dict[int, set[str]] = defaultdict(set)
    for bill, part, source in (row for some in rows for row in some if row[1]):
        (here if source == report.pk else elsewhere)[bill].add(part)
    strange = {bill: parts - elsewhere[bill] for bill, parts in here.items() if elsewhere[bill]}
    names = Bill.objects.in_bulk([bill for bill, parts in strange.items() if parts])
    for bill, parts in strange.items():
        for part in sorted(parts):
            known = "; ".join(sorted(elsewhere[bill]))
            text = f"{names[bill]}: het onderdeel „{part}” heet nergens anders zo. Bekend: {known}."
            about = (BILL, bill) if bill in with_stand else None
            yield ChecklistItem(False, key_of("onderdeel", bill, part), text, about)
