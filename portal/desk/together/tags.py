"""Template tags of the pages of the desk: what each is called, and what people do together there."""

from typing import Any

from django import template
from django.template import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY

from measures.models import Report
from portal.desk.pages.access import is_draft
from portal.desk.team_models import PlannedPublication
from portal.desk.together.remarks import place_of, threads
from portal.desk.together.waiting import waiting_for

register = template.Library()


@register.simple_tag(takes_context=True)
def heading_of_page(context: Context) -> str:
    """Return the words of the block `heading` of the page, for its title: every page has a title of its own."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block("heading")
    return " ".join(block.nodelist.render(context).split())


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
