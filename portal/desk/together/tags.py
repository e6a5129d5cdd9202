"""Template tags with which pages of the desk show what people do together."""

from typing import Any

from django import template
from django.template import Context

from measures.models import Report
from portal.desk.pages.access import is_draft
from portal.desk.team_models import PlannedPublication
from portal.desk.together.remarks import place_of, threads
from portal.desk.together.waiting import waiting_for

register = template.Library()


@register.inclusion_tag("editing/together/waiting.html", takes_context=True)
def waiting_for_me(context: Context) -> dict[str, Any]:
    """Show what waits for the person who looks."""
    return waiting_for(context["request"].user)


@register.inclusion_tag("editing/together/at_row.html", takes_context=True)
def remarks_here(context: Context, report: Report) -> dict[str, Any]:
    """Show the remarks at the row whose form this page is. Shows nothing on the form of a new row, or outside a draft."""
    place = place_of(report, context["request"].path) if is_draft(report) else ""
    found = list(threads(report, place)) if place else []
    return {"report": report, "place": place, "threads": found, "may_edit": context["perms"]["portal"]["edit_draft"]}


@register.inclusion_tag("editing/together/planned.html", takes_context=True)
def planned_publication(context: Context, report: Report) -> dict[str, Any]:
    """Show when the draft will be published, or why that was stopped."""
    return {"report": report, "plan": PlannedPublication.objects.filter(report=report).first(), "perms": context["perms"]}
