"""The page with the moments of a draft: the difference between two, and back to an earlier one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from portal.core.addresses import whole_number
from portal.desk.editing.four_eyes import last_line
from portal.desk.pages.access import find_draft, page, require
from portal.desk.roles import EDIT
from portal.desk.together.moments import BackError, described, difference, go_back, moments_of

# How many changed rows the page shows.
SHOWN = 300


def history(request: HttpRequest, slug: str) -> HttpResponse:
    """Render what changed between two moments of a draft. A POST brings the draft back to an earlier one."""
    report = find_draft(slug)
    require(request, EDIT)
    if request.method == "POST":
        to, seen = (whole_number(request.POST.get(name, "")) for name in ("naar", "regel"))
        try:
            if to is None:
                raise BackError("Kies eerst een moment.")
            count = go_back(report, to, seen)
        except BackError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"Het concept is weer zoals op dat moment. Gewijzigd: {count}.")
            # An earlier moment can have another slug.
            report.refresh_from_db()
        return redirect("history", report.slug)
    moments, newest = moments_of(report), last_line(report)
    since, until = whole_number(request.GET.get("van", "")), whole_number(request.GET.get("tot", ""))
    until = newest if until is None else until
    if since is not None and since > until:
        since, until = until, since
    changed = difference(report, since, until) if since is not None else {}
    before = next((moment.line for moment in moments[1:]), 0)
    context = {
        "report": report, "moments": moments, "since": since, "until": until, "newest": newest,
        "chosen": before if since is None else since,
        "changed": described(list(changed.values())[:SHOWN]), "count": len(changed), "may_go_back": until == newest,
    }  # fmt: skip
    return page(request, "editing/together/history.html", context)
