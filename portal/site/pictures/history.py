"""The timeline of one measure: its status in each report, the planning of its bills, and the status of its motions."""

import datetime as dt
from collections.abc import Iterable

from laws.models import Bill
from measures.enums import Precision, Status
from measures.models import Measure
from measures.models.base import StatusRecord
from measures.periods import Period
from motions.models import Motion
from portal.core.dates import in_dutch
from portal.site.pictures.axis import Axis
from portal.site.pictures.bills import MEANING as OF_BILLS
from portal.site.pictures.bills import axis_of, bill_row
from portal.site.pictures.drawing import THIN, Chart, ChartRow, Mark, Shape, bare_lanes, icon, with_steps
from portal.site.pictures.plans import brief_name, plan_of

# The mark of an unknown status is also that of a submeasure without a status of its own.
NAMES = {status: status.label.lower() for status in Status} | {Status.UNKNOWN: "onbekend of geen eigen status"}
MEANING = {(Shape.STATUS, status.value): f"status: {name}" for status, name in NAMES.items()}


def measure_history(measure: Measure, bills: Iterable[Bill], motions: Iterable[Motion], day: dt.date) -> Chart | None:
    """Return a chart with a row for the measure and for each of its bills and motions.

    Returns None with fewer than two snapshots, bills and motions together: a single fact is no history. Needs
    `with_stand()` on the measure and motions, and `with_planning()` on the bills.
    """
    plans = [plan_of(bill) for bill in bills]
    found = list(motions)
    if len(measure.stands) + len(plans) + len(found) < 2:
        return None
    stands = [stand for record in (measure, *found) for stand in record.stands]
    axis = axis_of(plans, day, [stand.report.day for stand in stands])
    own = _status_row(measure, axis, "stand-0", "Status", f"Status van {measure.title}", "Volgens elke rapportage")
    of_bills = [bill_row(plan, axis, day, f"stand-wet-{n}") for n, plan in enumerate(plans, start=1)]
    of_motions = [
        _status_row(motion, axis, f"stand-motie-{n}", str(motion), f"Status van motie {motion.number}", "Motie")
        for n, motion in enumerate(found, start=1)
    ]
    return Chart(axis, (own, *of_bills, *of_motions), axis.at(day), MEANING | OF_BILLS)


def _status_row(record: StatusRecord, axis: Axis, key: str, name: str, title: str, remark: str) -> ChartRow:
    """Return a row with a lane per report: the status of the record on the day of that report. Its words stand beside it."""
    lanes, facts, said = [], [], []
    for stand in record.stands:
        on = stand.report.day
        status = stand.status_words.lower()
        span = axis.span(Period(on, on, Precision.DAY))
        lanes.append(bare_lanes([Mark(Shape.STATUS, span, stand.status, status)]))
        said.append((icon(Shape.STATUS, stand.status), f"{in_dutch(on)}: {status} ({brief_name(stand.report)})"))
        facts.append(f"{stand.report.short_name}, stand per {in_dutch(on)}: {status}.")
    url = record.get_absolute_url() if isinstance(record, Motion) else ""
    return ChartRow(key, name, url, remark, title, tuple(facts), tuple(with_steps(lanes)), lane=THIN, said=tuple(said))
