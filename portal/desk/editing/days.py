"""What the checklist finds in the stated days of laws and actions."""

from collections.abc import Iterator

from django.db.models import Q

from laws.enums import Outcome
from measures.clock import today
from measures.enums import ReportKind
from measures.models import Report
from portal.core.dates import in_dutch

# In days: a day of entry into force that is further away from its source is probably a slip of the pen.
FAR = 10 * 365
# In days: a source that appears later than this is probably of another year.
AHEAD = 180
NO_DOCUMENT = "Een kort bericht van de redactie geeft geen dag of uitkomst van een wet of actie. Kies de soort van het stuk."


def of_days(report: Report) -> Iterator[tuple[bool, tuple[object, ...], str]]:
    """Yield what is wrong or strange: whether it is an error, what identifies it, and a Dutch sentence.

    A source of a day far ahead would be newer than all others for a long time. A day that is far from its source is strange, and
    so is a vote after it. An action can have begun long ago. A message of the editors can give no day or outcome at all: those
    follow from what another wrote. Six queries at most.
    """
    appears = report.publication_earliest
    if appears and (appears - today()).days > AHEAD:
        yield False, ("toekomst", appears), f"Deze bron is van {in_dutch(appears)}. Dat is pas over meer dan een half jaar."
    for entry in report.entries_into_force.select_related("bill"):
        if abs((entry.date - report.publication_latest).days) > FAR:
            text = f"{entry.bill}: inwerkingtreding op {in_dutch(entry.date)}, meer dan tien jaar voor of na deze bron."
            yield False, ("ver-weg", entry.bill_id, entry.part, entry.date), text
    for mention in report.mentions.select_related("action"):
        for day in filter(None, (mention.in_force_from, mention.in_force_until)):
            if (day - report.publication_latest).days > FAR:
                text = f"{mention.action}: {in_dutch(day)}, meer dan tien jaar na deze bron."
                yield False, ("ver-weg-actie", mention.action_id, day), text
    for paper in report.motion_papers.filter(voted_on__gt=report.publication_latest).select_related("motion"):
        text = f"Motie {paper.motion.number}: gestemd op {in_dutch(paper.voted_on)}, na de dag van deze bron."
        yield False, ("gestemd-na", paper.motion_id, paper.voted_on), text
    if report.kind == ReportKind.NOTICE and _gives_days(report):
        yield True, ("zonder-stuk",), NO_DOCUMENT


def _gives_days(report: Report) -> bool:
    of_actions = Q(states_in_force=True) | Q(in_force_from__isnull=False) | Q(in_force_until__isnull=False)
    outcomes = report.billsnapshots.exclude(outcome=Outcome.UNKNOWN)
    return any(rows.exists() for rows in (report.entries_into_force, outcomes, report.mentions.filter(of_actions)))
