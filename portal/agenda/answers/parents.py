"""`/ouders/`: what parents and pupils have a right to.

The right of one is the duty or option of another: an action with words in `right`. How sure it is, since when, and where it says
so, are those of the action.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from measures.models import Action, Report
from measures.querysets import newest_progress
from portal.agenda import AHEAD, Standing, agenda, in_order_of_date
from portal.core.dates import today

# The headings of the page, with the standings that belong under each. What has ended is no right any more.
GROUPS = (
    ("geldt", "Dit geldt nu", (Standing.IN_FORCE,)),
    ("kan", "Dit kunt u nu al doen", (Standing.OPEN,)),
    ("onzeker", "Dit is nog niet zeker", (*AHEAD, Standing.LATER)),
)


def parents(request: HttpRequest) -> HttpResponse:
    """Render the rights of parents and pupils, those that hold first."""
    entries = in_order_of_date(agenda(Action.objects.exclude(right=""), today()))
    groups = [(key, title, [entry for entry in entries if entry.standing in standings]) for key, title, standings in GROUPS]
    context = {
        "entries": entries,
        "groups": [group for group in groups if group[2]],
        "latest_known": newest_progress(list(Report.objects.published().newest_first())),
    }
    return render(request, "agenda/parents.html", context)
