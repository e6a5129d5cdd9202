"""Tags for the status of a measure, and for what is still open when the ministry calls it done."""

from collections.abc import Iterable, Sequence

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from measures.enums import Status
from measures.models import Measure, MeasureSnapshot, Report
from portal.agenda.overview import Overview
from portal.core.kept import Kept
from portal.site.insights.striking import Striking
from portal.site.insights.striking import striking as found_striking
from portal.site.outstanding import BY_MINISTRY, OpenPoint, OpenPoints, done_in_words, in_short
from portal.site.outstanding import open_points as computed
from portal.site.tags.portal import NOTHING, status

register = template.Library()

BESIDE = '<span class="beside">{}</span>'


@register.simple_tag
def open_points(report: Report | None = None) -> OpenPoints:
    """Return what is still open of each measure that is done, by primary key; see `portal.site.outstanding.open_points`."""
    return computed(report)


@register.simple_tag
def how_many_done(measures: Iterable[Measure]) -> str:
    """Return in a sentence how many of these measures are done, and at how many of those something is still open."""
    return f"{'; '.join(filter(None, done_in_words(measures)))}."


# The HTML of the tables of `/overzicht/`, up to this many characters in all: by chosen report and by measures.
_tables: Kept[tuple[int | None, ...], SafeString] = Kept(2_000_000, len)


@register.simple_tag
def overview_tables(overview: Overview) -> SafeString:
    """Return the tables of the wide overview. They are the same for every visitor."""
    key = (overview.chosen.pk if overview.chosen else None, *(row.measure.pk for row in overview.rows))
    return _tables.one(key, lambda: render_to_string("portal/overview_tables.html", {"overview": overview}))


@register.simple_tag
def striking() -> list[Striking]:
    """Return what stands out today; see `portal.site.insights.striking`."""
    return found_striking()


@register.filter
def of_measure(points: OpenPoints, measure_id: int) -> Sequence[OpenPoint]:
    """Return the open points of one measure."""
    return points.get(measure_id, [])


@register.simple_tag
def measure_status(stand: MeasureSnapshot, points: OpenPoints | None = None) -> SafeString:
    """Return the status of a measure in a snapshot, in words, shape and colour.

    With `points`, a measure that is done has beside it whose word that is and what is still open. A submeasure without a
    status of its own says so, without the mark of an unknown status. Needs the measure of `stand`.
    """
    if not stand.has_own_status:
        return format_html(BESIDE, stand.status_words)
    shown = status(stand.status, stand.status_words)
    if points is None or stand.status != Status.DONE:
        return shown
    return format_html("{} {}", shown, _beside(points, stand, BY_MINISTRY))


@register.simple_tag
def still_open(stand: MeasureSnapshot, points: OpenPoints) -> SafeString:
    """Return what is still open in a few words, for a place that names the status elsewhere; nothing when nothing is."""
    return _beside(points, stand, "") if points.get(stand.measure_id) else NOTHING


def _beside(points: OpenPoints, stand: MeasureSnapshot, before: str) -> SafeString:
    words = filter(None, (before, in_short(points.get(stand.measure_id, []))))
    return format_html(BESIDE, "; ".join(words))
