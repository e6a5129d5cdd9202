"""The content of the search index: one document for each public URL that search can lead to."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from laws.models import Bill, LegalBasis
from measures.models import (
    Action,
    ActionMention,
    Finding,
    Goal,
    Measure,
    MeasureSnapshot,
    Priority,
    Report,
    ReportSection,
    Representation,
    Role,
    SourceNote,
)
from measures.models.base import Item, Record
from measures.querysets import by_report
from measures.words.reading import findable, number_in
from motions.models import Motion
from portal.search.models import SearchDocument

DocumentKind = SearchDocument.Kind


def documents() -> Iterator[SearchDocument]:
    """Yield all documents, unsaved, by kind. Their primary keys follow this order, which sorts matches of equal rank.

    The number of queries does not depend on the number of documents.
    """
    for of_kind in (roles, measures, bills, motions, actions, goals, priorities, reports, stands, sections, notes):
        yield from of_kind()


def _document(
    kind: DocumentKind, url: str, caption: str, title: str, lines: Iterable[str], *, reports: Iterable[Report],
    names: Iterable[str] = (), numbers: Iterable[str] = (),
) -> SearchDocument:  # fmt: skip
    """Return an unsaved document with its searchable words. Its text has no line twice, and no line equal to the title.

    `names`: further titles of the record, searched like the title. `numbers`: a search for only such a number finds the
    document. A number that `number_in` does not recognise is ignored.
    """
    text = "\n".join(dict.fromkeys(" ".join(line.split()) for line in lines if line.strip() and line != title))
    all_names = " ".join(dict.fromkeys((caption, title, *names)))
    keys = dict.fromkeys(filter(None, (number_in(number) for number in numbers)))
    return SearchDocument(
        kind=kind, url=url, caption=caption, title=title, text=text, reports=" ".join(report.slug for report in reports),
        numbers=f" {' '.join(keys)} ", title_words=" ".join(findable(all_names)), text_words=" ".join(findable(text)),
    )  # fmt: skip


def _of_stands(record: Record) -> dict[str, Any]:
    """Return the arguments `reports` and `names` of `_document`, newest report first. Needs `with_stand()`."""
    stands = record.stands_newest_first
    return {"reports": [stand.report for stand in stands], "names": [stand.title_printed for stand in stands]}


def _lines(items: Iterable[Item]) -> list[str]:
    """Return one line per item, with its heading and its period."""
    return [": ".join(filter(None, (item.heading, item.period_to_show, item.text))) for item in items]


def roles() -> Iterator[SearchDocument]:
    for role in Role.objects.published():
        title = f"Wat moet ik nu doen als {role.name.lower()}?"
        yield _document(DocumentKind.ROLE, role.get_absolute_url(), "Overzicht voor een rol", title, [role.plural], reports=[])


def measures() -> Iterator[SearchDocument]:
    found = Measure.objects.published().with_stand().in_order().select_related("parent").prefetch_related("stands__items")
    for measure in found:
        codes = dict.fromkeys(stand.code for stand in measure.stands_newest_first)
        if measure.number:
            caption = f"Maatregel {measure.number}"
        else:
            earlier = " en ".join(code for code in codes if code != measure.stand.code)
            caption = f"Deelmaatregel {measure.stand.code} van maatregel {measure.parent.number}"
            caption += f", eerder {earlier}" if earlier else ""
        # Only introduction and summary: the rest of the text is in the documents of its snapshots, which have their own URLs.
        said = measure.stand.summary or next(iter(_lines(measure.stand.items.all())), "")
        words = [measure.stand.introduction, said]
        yield _document(
            DocumentKind.MEASURE, measure.get_absolute_url(), caption, measure.title, words, **_of_stands(measure), numbers=codes
        )


def bills() -> Iterator[SearchDocument]:
    for bill in Bill.objects.published().with_planning().prefetch_related("stands__elements").order_by("pk"):
        lines: list[str] = []
        for stand in bill.stands_newest_first:
            lines += [*_lines(stand.elements.all()), *(contribution.printed for contribution in stand.contributions.all())]
            lines += [*(str(step) for step in stand.planning.all()), stand.remark]
        lines += [name.official_title for name in bill.public_names]
        lines += [
            f"{station.period}: {station.get_kind_display()}. {station.result} {station.reference}" for station in bill.timeline
        ]
        # Once a day has come on which a law enters into force, it is called so here from the next time that the index is made.
        caption = f"{'Wet' if bill.is_law else 'Wetsvoorstel'} {bill.dossier}".strip()
        of_stands = _of_stands(bill)
        of_stands["names"] += [bill.title, *(name.citation_title for name in bill.public_names)]
        yield _document(
            DocumentKind.BILL, bill.get_absolute_url(), caption, bill.name, lines, **of_stands, numbers=[bill.dossier]
        )


def motions() -> Iterator[SearchDocument]:
    # Sorted here, because two databases sort the signs in a number differently.
    found = sorted(
        Motion.objects.published().with_stand().with_papers(),
        key=lambda each: [int(part) for part in re.findall("[0-9]+", each.number)],
    )
    for motion in found:
        facts, of_stands = motion.facts, _of_stands(motion)
        lines = [line for paper in facts.papers for line in (paper.request, paper.follow_up)]
        lines += [line for stand in motion.stands_newest_first for line in (stand.explanation, stand.measure_printed)]
        lines += [str(member) for paper in facts.papers for member in paper.submitters.all()]
        of_stands["names"] += [title for paper in facts.papers if (title := paper.official_title)] + motion.keys_of_before
        yield _document(
            DocumentKind.MOTION, motion.get_absolute_url(), f"Motie {motion.number}", motion.title, lines, **of_stands,
            numbers=[motion.number, *motion.keys_of_before, motion.dossier, motion.dossier.partition("-")[0]],
        )  # fmt: skip


def actions() -> Iterator[SearchDocument]:
    mentions = ActionMention.objects.published().select_related("report").order_by(*by_report(newest_first=True), "-pk")
    found = Action.objects.published().prefetch_related(
        Prefetch("mentions", mentions, to_attr="public_mentions"),
        Prefetch("roles", Role.objects.order_by("pk")),
        Prefetch("legal_bases", LegalBasis.objects.published(), to_attr="public_bases"),
        Prefetch("measures", Measure.objects.published().in_order(), to_attr="public_measures"),
    )
    for action in found:
        roles = ", ".join(role.name.lower() for role in action.roles.all())
        lines = [mention.condition for mention in action.public_mentions] + [basis.name for basis in action.public_bases]
        lines += [*(str(measure) for measure in action.public_measures), action.right]
        said_in = dict.fromkeys(mention.report for mention in action.public_mentions)
        caption = f"Actie voor {roles}" if roles else "Actie"
        # The few words of an action are all as telling as its sentence. So what it says never decides which action comes first.
        yield _document(DocumentKind.ACTION, action.get_absolute_url(), caption, action.text, lines, reports=said_in, names=lines)


def goals() -> Iterator[SearchDocument]:
    findings = Prefetch("findings", Finding.objects.published(), to_attr="public_findings")
    for goal in Goal.objects.published().with_stand().prefetch_related(findings):
        lines = [stand.summary for stand in goal.stands_newest_first] + [finding.text for finding in goal.public_findings]
        caption = f"Doel {goal.number}"
        yield _document(
            DocumentKind.GOAL, goal.get_absolute_url(), caption, goal.title, lines, **_of_stands(goal), numbers=[caption]
        )


def priorities() -> Iterator[SearchDocument]:
    for priority in Priority.objects.published().with_stand().prefetch_related("stands__items"):
        lines = [line for stand in priority.stands_newest_first for line in (stand.summary, *_lines(stand.items.all()))]
        caption = f"Speerpunt {priority.number}"
        yield _document(
            DocumentKind.PRIORITY,
            priority.get_absolute_url(),
            caption,
            priority.title,
            lines,
            **_of_stands(priority),
            numbers=[caption],
        )


def reports() -> Iterator[SearchDocument]:
    parties = Prefetch("representations", Representation.objects.published())
    for report in Report.objects.published().newest_first().prefetch_related(parties):
        lines = [report.summary, *(str(row) for row in report.representations.all())]
        caption = f"{report.short_name} {report.kamerstuk}".strip()
        papers = [report.kamerstuk, report.kamerstuk.rpartition("-")[0]]
        yield _document(
            DocumentKind.REPORT, report.get_absolute_url(), caption, report.title, lines, reports=[report], numbers=papers
        )


def _newest_report_first(rows: QuerySet) -> QuerySet:
    return rows.order_by(*by_report(newest_first=True), "pk").select_related("report")


def stands() -> Iterator[SearchDocument]:
    findings: dict[tuple[int | None, int], list[str]] = {}
    for finding in Finding.objects.published().filter(measure__isnull=False):
        findings.setdefault((finding.measure_id, finding.report_id), []).append(finding.text)
    found = MeasureSnapshot.objects.published().select_related("measure").prefetch_related("items", "involvements", "cells")
    for stand in _newest_report_first(found):
        lines = [stand.introduction, stand.summary, *_lines(stand.items.all())]
        lines += [cell.words for cell in stand.cells.all() if not cell.is_empty]
        lines += findings.get((stand.measure_id, stand.report_id), [])
        lines.append(", ".join(involvement.printed for involvement in stand.involvements.all()))
        caption = f"Stand van maatregel {stand.code} in {stand.report.short_name}"
        yield _document(
            DocumentKind.STAND,
            stand.get_absolute_url(),
            caption,
            stand.title_printed,
            lines,
            reports=[stand.report],
            numbers=[stand.code],
        )


def sections() -> Iterator[SearchDocument]:
    for section in _newest_report_first(ReportSection.objects.published()).prefetch_related("items"):
        caption = f"Hoofdstuk van {section.report.short_name}"
        lines = [section.summary, *_lines(section.items.all())]
        yield _document(DocumentKind.SECTION, section.get_absolute_url(), caption, section.title, lines, reports=[section.report])


def notes() -> Iterator[SearchDocument]:
    for note in _newest_report_first(SourceNote.objects.published()):
        url = f"{reverse('report', args=[note.report.slug])}#notitie-{note.slug}"
        caption = f"Bronnotitie bij {note.report.short_name}"
        yield _document(DocumentKind.NOTE, url, caption, note.title, [note.text], reports=[note.report])
