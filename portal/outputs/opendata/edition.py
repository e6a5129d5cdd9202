"""What every description of the open data says: its name, licence and publisher, and which reports it holds since when."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Max

from measures.models import Correction, Report
from measures.querysets import newest_progress

NAME = "voortgang-passend-onderwijs"
TITLE = "Voortgang passend onderwijs"
DESCRIPTION = (
    "Wat openbare rapportages zeggen over de 25 maatregelen van de verbeteraanpak passend onderwijs. "
    "Met de doelen, wetsvoorstellen, moties en acties, de status volgens elke rapportage en de vindplaats van elk feit. "
    "Een planning is nooit een feit: wat echt in werking trad, staat apart."
)
KEYWORDS = [
    "passend onderwijs",
    "verbeteraanpak passend onderwijs",
    "samenwerkingsverbanden",
    "maatregelen",
    "wetsvoorstellen",
    "moties",
    "voortgangsrapportage",
]
LICENCE_TITLE = "Creative Commons CC0 1.0 Universeel"
LICENCE_ADDRESS = "https://creativecommons.org/publicdomain/zero/1.0/"
# By Semantic Versioning: how the tables and columns are, whatever stands in them. A column that goes is a new first number.
STRUCTURE = "1.0.0"


@dataclass(frozen=True)
class Edition:
    """The published set as it is now: its reports, oldest first, and when it last changed (None: nothing is published)."""

    reports: list[Report]
    moment: dt.datetime | None

    @property
    def newest(self) -> Report | None:
        """The report that the site speaks for: the newest progress report."""
        return newest_progress(self.reports)

    @property
    def begin(self) -> dt.datetime | None:
        """Since when there is something here."""
        return min((report.published_at for report in self.reports if report.published_at), default=None)

    @property
    def version(self) -> str:
        return f"{STRUCTURE}+{self.moment.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}" if self.moment else STRUCTURE

    @property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """The first and last day that the reports speak of: of the oldest publication, and of the newest peildatum."""
        if not self.reports:
            return None
        last = max(report.reference_date or report.publication_latest for report in self.reports)
        return min(report.publication_earliest for report in self.reports), last


def edition() -> Edition:
    """The set changes when a report is published, corrected or withdrawn. Three queries."""
    reports = list(Report.objects.published().oldest_first())
    moments = [report.published_at for report in reports]
    moments.append(Report.objects.withdrawn().aggregate(moment=Max("withdrawn_at"))["moment"])
    moments.append(Correction.objects.published().aggregate(moment=Max("made_at"))["moment"])
    known = [moment for moment in moments if moment]
    return Edition(reports, max(known) if known else None)


def publisher() -> dict[str, str]:
    return {"name": settings.PUBLISHER_NAME, "address": settings.PUBLISHER_URI}
