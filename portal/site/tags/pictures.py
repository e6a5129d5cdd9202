"""Tags that draw pictures of records in the template context.

A view of `laws` or `measures` may not import `portal`, but its template can use these tags.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from laws.enums import StationKind
from laws.models import Bill, PlanningStep, Station
from laws.promises import DUE
from measures.enums import Status
from measures.models import GoalSnapshot, Measure, MeasureSnapshot, Report
from motions.models import Motion
from portal.agenda.filters import MomentFilter
from portal.agenda.sections import Sections
from portal.core.dates import today
from portal.core.kept import Kept
from portal.site.answers.law import answer_of, last_said
from portal.site.insights.promised import by_source, conclusion, lines_with, promised_lines, rows_of
from portal.site.outstanding import OpenPoints
from portal.site.pictures import bills as of_bills
from portal.site.pictures import history, plans, statuses, year
from portal.site.pictures.drawing import Label, Screen
from portal.site.pictures.promised import promised_chart

register = template.Library()


@register.filter
def percent(number: float) -> str:
    """Return a percentage for SVG. Django would localise the number with a comma, which SVG does not allow."""
    return f"{number:g}%"


@register.filter
def has_passed(step: PlanningStep, bill: Bill) -> bool:
    """Return whether a planned phase is over today without a source that confirms it. Needs `with_planning()` on the bill."""
    return plans.has_passed(step, bill.outcome, today())


# The most laws that the page of bills draws above its list; the others are folded.
MOST_FIRST = 3
# The HTML of drawings that are the same for every visitor, up to this many characters in all: by name, and by what they show.
_drawn: Kept[tuple[object, ...], SafeString] = Kept(1_000_000, len)


@register.simple_tag
def bill_timeline(bills: Iterable[Bill]) -> SafeString:
    """Draw the present planning of several bills, with a line at today. Needs `with_planning()`."""
    found = list(bills)

    def html() -> SafeString:
        chart = of_bills.bill_timeline(found, today(), with_promises=False)
        return render_to_string("pictures/timeline.html", {"chart": chart})

    return _drawn.one(("timeline", *((bill.pk, bill.stand_report_id) for bill in found)), html)


@register.simple_tag
def promised(bills: Iterable[int]) -> SafeString:
    """Draw what was promised and delivered of the laws that `bills` are part of, those that moved furthest, with the conclusion.

    `bills` are primary keys. Each law has its whole line, also when `bills` has only a part of it.
    """
    return _promised("promised", bills)


@register.simple_tag
def promised_all(bills: Iterable[int]) -> SafeString:
    """Return the rest of `promised`: a picture of the other laws, all laws as a table, and a sentence about each source."""
    return _promised("promised_all", bills)


def _promised(template: str, bills: Iterable[int]) -> SafeString:
    shown, day = lines_with(promised_lines(), bills), today()

    def html() -> SafeString:
        rows = rows_of(shown, day)
        title, *more = conclusion(shown, day) or [""]
        chart = promised_chart(rows, day)
        context = {"title": title, "more": more, "rows": rows, "sources": by_source(shown, day), "chart": chart}
        if chart and len(chart.rows) > MOST_FIRST:
            context |= {"chart": chart.rows_from(0, MOST_FIRST), "others": chart.rows_from(MOST_FIRST)}
        return render_to_string(f"pictures/{template}.html", context)

    return _drawn.one((template, *(line.url for line in shown)), html)


@register.simple_tag
def promised_distances() -> dict[int, str]:
    """Return for each bill, by primary key, how far the law that it is part of lies from its first promise, in a few words."""
    return {key: row.difference for row in rows_of(promised_lines(), today()) for key in row.line.keys}


@register.filter
def of_bill(distances: dict[int, str], bill: Bill) -> str:
    return distances.get(bill.pk, "")


@register.filter
def answer(bill: Bill) -> str:
    """Return whether a bill is in force today or when, and how sure that is. Needs `with_planning()`."""
    return answer_of(bill, today())


@register.filter
def last_message(bill: Bill) -> Station | None:
    """Return the last thing that a source says of a bill that can still move. Needs `with_planning()`."""
    return last_said(bill, today())


@register.filter
def last_event(bill: Bill) -> Station | None:
    """Return the last thing that happened to a bill up to today: a station with a day. Needs `with_planning()`."""
    happened = [station for station in bill.timeline if station.latest and station.latest <= today()]
    return next((station for station in reversed(happened) if station.kind != StationKind.STATE), None)


@register.simple_tag
def promised_in_short() -> SafeString:
    """Draw the laws whose first promised day has passed, with the conclusion; the rest stands on the page of bills."""

    def html() -> SafeString:
        lines, day = promised_lines(), today()
        title, *more = conclusion(lines, day) or [""]
        rows = [row for row in rows_of(lines, day) if row.delivery in DUE]
        context = {"title": title, "more": more, "chart": promised_chart(rows, day)}
        return render_to_string("pictures/promised_small.html", context)

    return _drawn.one(("promised in short",), html)


@register.inclusion_tag("pictures/bill.html")
def bill_line(bill: Bill) -> dict[str, Any]:
    """Draw the timeline of one bill, with a line at today. Needs `with_planning()`."""
    return {"chart": of_bills.bill_timeline([bill], today())}


@register.inclusion_tag("pictures/history.html")
def measure_history(measure: Measure, bills: Iterable[Bill], motions: Iterable[Motion]) -> dict[str, Any]:
    """Draw the timeline of a measure with its bills and motions; see `history.measure_history`."""
    return {"chart": history.measure_history(measure, bills, motions, today())}


@register.inclusion_tag("pictures/year.html")
def coming_year(sections: Sections, moment: MomentFilter, shown: Sections | None = None) -> dict[str, Any]:
    """Draw the year of a role that begins on the day of `moment`, the filter of the page.

    `sections` has all actions. `shown` has the actions on this page, if the page does not show all.
    """
    word = "vandaag" if moment.day == today() else "gekozen dag"
    return {"year": year.coming_year(sections, moment.day, shown), "word": word}


@register.inclusion_tag("pictures/board.html")
def board(
    measures: Iterable[Measure], latest_report: Report | None, reports: Sequence[Report], points: OpenPoints
) -> dict[str, Any]:
    """Draw a column of measures per status, and say how they moved between two of `reports`, the published ones.

    Needs `with_stand()`. A measure that `latest_report` does not mention is shown with the report that last did. `points`: what
    is still open, from `open_points`.
    """
    found = list(measures)
    done = [measure for measure in found if measure.stand.status == Status.DONE]
    return {
        "columns": statuses.board(found),
        "movements": statuses.movements(found, reports),
        "latest_report": latest_report,
        "points": points,
        "done": len(done),
        "still_open": sum(bool(points.get(measure.pk)) for measure in done),
    }


@register.inclusion_tag("pictures/bars.html")
def status_bars(stands: Iterable[MeasureSnapshot]) -> dict[str, Any]:
    """Draw a bar of statuses per report, in the order of `stands`: the snapshots of measures in these reports."""
    return {"bars": statuses.status_bars(stands), "statuses": statuses.BAR_ORDER}


@register.simple_tag
def matrix(goals: Iterable[GoalSnapshot], measures: Iterable[Measure]) -> statuses.Matrix:
    """Return the table of the goals in one report and `measures`. Needs `with_stand()` on the measures."""
    return statuses.matrix(goals, measures)


TEXT = '<text{} x="{}" y="{}" dx="{}" text-anchor="{}">{}{}</text>'
CLASS = ' class="{}"'


@register.simple_tag
def lane_label(label: Label, y: int, is_faint: bool) -> SafeString:
    """Return a label as SVG text, for a lane whose marks have their middle at `y` (pixels). `is_faint` makes its colour fainter.

    A label that only a small screen shows stands above the marks: beside them there is no room.
    """
    classes = " ".join(filter(None, ["picture__faint" if is_faint else "", _on(label.screen)]))
    more = format_html("<tspan{}>{}</tspan>", _class(_on(label.more_on)), label.more) if label.more else ""
    baseline = y - 7 if label.screen == Screen.SMALL else y + 4
    at = (percent(label.at), baseline, label.shift, label.anchor)
    return format_html(TEXT, _class(classes), *at, label.text, more)


def _on(screen: Screen) -> str:
    """Return the class of text that only some screens show."""
    return f"picture__{screen}" if screen else ""


def _class(names: str) -> SafeString | str:
    return format_html(CLASS, names) if names else ""
