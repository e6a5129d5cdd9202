"""Pages with records of several apps: home, one snapshot of a measure, priorities and reports.

Also the glossary, the page about the site, and the redirect from the number of a parliamentary paper.
"""

from django.conf import settings
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render

from laws.models import Bill, BillElement, BillName, LegalBasis, Station
from measures.enums import OTHER_SOURCES, STATUS_ORDER, ActionKind, ReportKind
from measures.models import (
    Action,
    Correction,
    Finding,
    GoalSnapshot,
    Measure,
    MeasureSnapshot,
    Priority,
    PrioritySnapshot,
    Report,
    ReportSection,
    Representation,
    SourceNote,
)
from measures.models.base import stand_before
from measures.querysets import newest_progress, progress_before
from motions.models import Motion, MotionPaper
from portal.agenda import agenda
from portal.agenda.behind.law import laws_in_words
from portal.agenda.memory import public_roles
from portal.changes.wording import wording
from portal.core.dates import count_of, today
from portal.core.kept import Kept
from portal.core.reports import missing_before, missing_in_words, reports_with_counts, with_day
from portal.site.glossary import TERMS
from portal.site.pictures.statuses import BAR_ORDER


def _public(path: str) -> Prefetch:
    """Return a prefetch of the ORM path `path` to measures, limited to public measures."""
    return Prefetch(path, queryset=Measure.objects.published().in_order())


# One value: the content of the home page. Nothing may change it, because all requests share it.
_home: Kept[str, dict[str, object]] = Kept(1)


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/home.html", _home.one("", _home_content))


def _home_content() -> dict[str, object]:
    """Return the context of the home page. It is the same for every visitor, so it is made once after a publication."""
    measures = list(Measure.objects.published().main().with_stand().in_order())
    reports = list(Report.objects.published().newest_first())
    newest = newest_progress(reports)
    # The progress report before the newest one: the page of changes compares these two by default.
    previous = progress_before(reports, newest) if newest else None
    statuses = [measure.stand.status for measure in measures]
    return {
        "measures": measures,
        "tally": [(status, statuses.count(status)) for status in BAR_ORDER if status in STATUS_ORDER or status in statuses],
        "caption": _status_caption(len(measures), newest, previous),
        "bill_count": Bill.objects.published().count(),
        "motion_count": Motion.objects.published().count(),
        "reports": reports,
        "previous_report": previous,
        "roles": public_roles(),
    }


def _status_caption(count: int, newest: Report | None, previous: Report | None) -> str:
    """Return the caption of the table of statuses. It names the two reports that the statuses and movements come from."""
    caption = count_of(count, "maatregel", "maatregelen")
    caption += f", met de status in {with_day(newest)}" if newest else ""
    return caption + (f" en de beweging sinds {with_day(previous)}" if previous else "")


def stand_detail(request: HttpRequest, slug: str, report_slug: str) -> HttpResponse:
    """Render the snapshot of one measure in one report, compared with another one. Its URL never changes."""
    stands = MeasureSnapshot.objects.published().select_related("measure__parent", "report")
    stand = get_object_or_404(
        stands.prefetch_related("items", "involvements", "cells"), measure__slug=slug, report__slug=report_slug
    )
    of_both = {"report": stand.report, "measure": stand.measure}
    of_measure = list(stands.filter(measure=stand.measure).oldest_first())
    asked = request.GET.get("met")
    before = _compared_with(stand, of_measure, asked)
    context = {
        "stand": stand,
        "measure": stand.measure,
        "findings": Finding.objects.published().filter(**of_both).prefetch_related("figures"),
        "notes": SourceNote.objects.beside_records().filter(report=stand.report, measures=stand.measure),
        "corrections": Correction.objects.published().about(stand.measure).filter(report=stand.report),
        "other_stands": [each for each in of_measure if each != stand],
        "before": before,
        "wording": wording(before, stand) if before else [],
        "is_asked": bool(asked),
        "cannot_compare": bool(asked) and before is None,
    }
    return render(request, "portal/stand_detail.html", context, status=400 if context["cannot_compare"] else 200)


def _compared_with(stand: MeasureSnapshot, of_measure: list[MeasureSnapshot], asked: str | None) -> MeasureSnapshot | None:
    """Return the snapshot to compare the text of `stand` with, or None. Prefetches its items.

    With `asked` (the slug of a report, from the query parameter `met`), return the snapshot in that report. Otherwise return
    the snapshot in the previous progress report, if `stand` is of a progress report. `of_measure` has all snapshots of the
    measure, oldest first.
    """
    if asked:
        found = next((other for other in of_measure if other.report.slug == asked and other != stand), None)
    else:
        found = stand_before(of_measure, stand) if stand.report.is_progress else None
    if found is not None:
        prefetch_related_objects([found], "items")
    return found


def priority_list(request: HttpRequest) -> HttpResponse:
    priorities = (
        Priority.objects.published()
        .with_stand()
        .prefetch_related(
            "stands__items",
            Prefetch("measures", queryset=Measure.objects.published().with_stand().in_order(), to_attr="public_measures"),
            Prefetch("bills", queryset=Bill.objects.published().with_planning(), to_attr="public_bills"),
        )
    )
    return render(request, "portal/priority_list.html", {"priorities": priorities})


def report_list(request: HttpRequest) -> HttpResponse:
    main_stands = MeasureSnapshot.objects.published().filter(report__kind=ReportKind.PROGRESS, measure__number__isnull=False)
    reports = list(reports_with_counts().reports().newest_first())
    context = {
        "reports": reports,
        "missing": missing_in_words(missing_before(newest_progress(reports), reports)),
        "sources": Report.objects.published().filter(kind__in=OTHER_SOURCES).newest_first(),
        "withdrawn": Report.objects.withdrawn().newest_first(),
        "progress_stands": main_stands.select_related("report").oldest_first(),
    }
    return render(request, "portal/report_list.html", context)


def report_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Render all that one report says: its chapters in full, and a link to its snapshot of each record."""
    report = reports_with_counts().filter(slug=slug).first()
    if report is None:
        raise Http404("Deze rapportage is er niet.")
    of_report = {"report": report}

    def of_bills(model: type[BillName | Station]) -> QuerySet:
        public = Prefetch("bill", Bill.objects.published())
        return (
            model._default_manager.published()
            .filter(**of_report, bill__in=Bill.objects.published())
            .select_related("report")
            .prefetch_related(public)
        )

    bill_names, stations = of_bills(BillName), of_bills(Station).order_by("bill__title", "latest", "pk")
    motion_papers = (
        MotionPaper.objects.published()
        .filter(**of_report, motion__in=Motion.objects.published())
        .select_related("motion", "report")
        .prefetch_related("submitters")
    )
    of_bases = Measure.objects.published().filter(actions__legal_bases__report=report).in_order().distinct()
    context = {
        "report": report,
        "named": [*of_bases, *(row.bill for row in (*bill_names, *stations)), *(row.motion for row in motion_papers)],
        "sections": ReportSection.objects.published().filter(**of_report).prefetch_related("items", _public("items__measures")),
        "goals": GoalSnapshot.objects.published()
        .filter(**of_report)
        .select_related("goal")
        .prefetch_related(_public("measures")),
        "findings": Finding.objects.published().filter(**of_report, goal__isnull=False).prefetch_related("figures", "goal"),
        "measures": Measure.objects.published().with_stand(report).in_order(),
        "priorities": PrioritySnapshot.objects.published()
        .filter(**of_report)
        .select_related("priority")
        .prefetch_related("items"),
        "bills": Bill.objects.published()
        .with_planning(report)
        .prefetch_related(Prefetch("stands__elements", queryset=BillElement.objects.order_by("position"))),
        "bill_names": bill_names,
        "stations": stations,
        "bases": LegalBasis.objects.published()
        .filter(**of_report, action__in=Action.objects.published())
        .select_related("action"),
        "motions": Motion.objects.published().with_stand(report),
        "motion_papers": motion_papers,
        "representations": Representation.objects.published().filter(**of_report).select_related("party"),
        "notes": SourceNote.objects.published()
        .filter(**of_report)
        .prefetch_related(
            _public("measures"),
            Prefetch("bills", Bill.objects.published()),
            Prefetch("motions", Motion.objects.published()),
            Prefetch("actions", Action.objects.published()),
        ),
        "corrections": Correction.objects.published().filter(**of_report).select_related("report"),
    }
    return render(request, "portal/report_detail.html", context)


def kamerstuk(request: HttpRequest, number: str) -> HttpResponsePermanentRedirect:
    """Redirect to the page of the motion or report with this number of a parliamentary paper (kamerstuk).

    Reports print some numbers with leading zeros, so 36443-9 and 36443-009 are the same. Raises `Http404` if no page
    has the number.
    """
    dossier, _, piece = number.rpartition("-")
    spellings = {number, f"{dossier}-{int(piece)}", f"{dossier}-{int(piece):02}", f"{dossier}-{int(piece):03}"}
    ours = (
        Motion.objects.published().filter(number__in=spellings).first()
        or Report.objects.published().filter(kamerstuk__in=spellings).first()
    )
    if ours is None:
        raise Http404("Van dit kamerstuk hebben wij geen pagina.")
    return redirect(ours, permanent=True)


def glossary(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/glossary.html", {"terms": TERMS})


def about(request: HttpRequest) -> HttpResponse:
    duties = agenda(Action.objects.published().filter(kind=ActionKind.DUTY), today())
    context = {
        "reports": Report.objects.published().reports().newest_first(),
        "laws": laws_in_words(duties),
        "publisher": settings.PUBLISHER_NAME,
    }
    return render(request, "portal/about.html", context)
