"""The page `/over/onderdelen/`: the components of the site with real records, for developers and makers of a theme."""

import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from laws.models import Bill
from measures.enums import Status
from measures.filters import MeasureFilter
from measures.models import Finding, Measure, Report, SourceNote
from motions.models import Motion
from portal.agenda import Standing
from portal.agenda.filters import AgendaFilter
from portal.agenda.sections import sections


@cache
def colours() -> list[str]:
    """Return the names of the colours that the stylesheet defines, each once, in its order."""
    path = finders.find("portal/portal.css")
    return list(dict.fromkeys(re.findall(r"^ *(--vpo-color-[a-z-]+):", Path(str(path)).read_text(), re.MULTILINE)))


def components(request: HttpRequest) -> HttpResponse:
    """Render every component with current records. A component is left out if no record exists for it."""
    measures = (
        Measure.objects.published()
        .main()
        .with_stand()
        .in_order()
        .prefetch_related("stands__items", "stands__cells", "stands__involvements")
    )
    few = list(measures[:4])
    measure = next(iter(few), None)
    moment = AgendaFilter(QueryDict(), request=request)
    context = {
        "colours": colours(),
        "statuses": Status,
        "standings": Standing,
        "measures": few,
        "reports": list(Report.objects.published()),
        "measure": measure,
        "bills": Bill.objects.published().with_planning().contributing_to(measure) if measure else [],
        "motions": Motion.objects.published().with_stand().linked_to(measure) if measure else [],
        "findings": Finding.objects.published().prefetch_related("figures")[:1],
        "notes": SourceNote.objects.beside_records()[:1],
        "bill": next((bill for bill in Bill.objects.published().with_planning() if bill.slips), None),
        "moment": moment,
        "sections": sections(moment.shown).first(1),
        "filter": MeasureFilter(QueryDict("status=zo-goed-als-klaar"), queryset=measures, request=request),
        "page": Paginator(range(30), 10).page(2),
    }
    return render(request, "portal/components.html", context)
