"""The page of one measure, with everything that published reports say about it."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from laws.models import Bill
from measures.enums import NoteWeight
from measures.models import Action, Correction, Finding, Goal, Measure, Priority, Role, SectionItem, SourceNote
from motions.models import Motion
from portal.agenda import Entry, Standing, Summary, agenda, by_role, summary_of
from portal.agenda.sections import sections
from portal.core.dates import today
from portal.core.kept import Kept

# The most actions in one section of the page. No measure has more at present.
MOST_ACTIONS = 50

Content = dict[str, Any]
Neighbours = tuple[Measure | None, Measure | None]


def measure_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "portal/measure_detail.html", _contents.one(slug, lambda: _content_of(slug)))


def _content_of(slug: str) -> Content:
    """Return the context of the page. All querysets are lists, so that several threads can render it."""
    measure = get_object_or_404(_measures_in_full(), slug=slug)
    entries = agenda(Action.objects.of_measure(measure), today())
    previous_measure, next_measure = _neighbours.one("", _all_neighbours)[measure.pk]
    return {
        "measure": measure,
        "stands": [
            (stand, [finding for finding in measure.public_findings if finding.report_id == stand.report_id])
            for stand in measure.stands_newest_first
        ],
        # The notes of the same report that change what the status says.
        "notes_on_status": [
            note
            for note in measure.public_notes
            if note.report_id == measure.stand.report_id and note.weight == NoteWeight.MEANING
        ],
        # Items about this measure in chapters of reports that have no snapshot of it.
        "also_named": [
            item
            for item in measure.public_section_items
            if item.section.report_id not in {stand.report_id for stand in measure.stands}
        ],
        "goals": list(Goal.objects.filter(snapshots__report=measure.stand.report, snapshots__measures=measure)),
        "bills": list(Bill.objects.published().with_planning().contributing_to(measure)),
        "motions": list(Motion.objects.published().with_stand().linked_to(measure)),
        "sections": sections(entries).first(MOST_ACTIONS),
        "roles": _for_roles(entries),
        # A note beside the measure stands in the plan of any role.
        "all_roles": list(Role.objects.published()),
        "corrections": list(Correction.objects.published().about(measure).select_related("report")),
        "previous_measure": previous_measure,
        "next_measure": next_measure,
    }


def _for_roles(entries: list[Entry]) -> list[tuple[Role, Summary]]:
    """Return each role with something to do, now or later, with the numbers of it; in the order of the roles."""
    roles = {role.pk: role for entry in entries for role in entry.action.addressed_roles}
    of_role = by_role(entry for entry in entries if entry.standing != Standing.ENDED)
    return [(role, summary_of(of_role[key])) for key, role in sorted(roles.items()) if of_role[key]]


def _measures_in_full() -> QuerySet[Measure]:
    """Return measures with all related rows that their page shows. The number of queries does not depend on the content."""
    return (
        Measure.objects.published()
        .with_stand()
        .select_related("parent")
        .prefetch_related(
            "stands__items",
            "stands__involvements",
            "stands__cells",
            Prefetch("priorities", queryset=Priority.objects.published(), to_attr="public_priorities"),
            Prefetch(
                "findings",
                queryset=Finding.objects.published().select_related("report").prefetch_related("figures"),
                to_attr="public_findings",
            ),
            Prefetch("source_notes", queryset=SourceNote.objects.beside_records(), to_attr="public_notes"),
            Prefetch(
                "section_items",
                queryset=SectionItem.objects.published()
                .select_related("section__report")
                .order_by("section__position", "position"),
                to_attr="public_section_items",
            ),
            Prefetch("submeasures", queryset=Measure.objects.published().with_stand().in_order(), to_attr="public_submeasures"),
        )
    )


def _size_of(content: Content) -> int:
    """Return the number of rows in the context of a page, about 4 kB each; the smallest parts are left out."""
    measure = content["measure"]
    in_stands = sum(len(stand.items.all()) + len(stand.involvements.all()) for stand in measure.stands)
    named = [measure.stands, measure.public_findings, measure.public_notes, *(sub.stands for sub in measure.public_submeasures)]
    planned = sum(len(stand.planning.all()) for bill in content["bills"] for stand in bill.stands)
    return in_stands + planned + sum(len(rows) for rows in named)


# The contexts of pages, by slug. All measures together have 1,600 rows at present.
_contents: Kept[str, Content] = Kept(3_000, _size_of)


def _all_neighbours() -> dict[int, Neighbours]:
    """Return for each public measure, by primary key, the measures before and after it."""
    found = list(Measure.objects.published().in_order().only("slug", "title"))
    return {each.pk: around for each, *around in zip(found, [None, *found], [*found[1:], None], strict=False)}


# One value, which the pages of all measures share.
_neighbours: Kept[str, dict[int, Neighbours]] = Kept(1)
