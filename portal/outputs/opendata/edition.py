"""The metadata of the open data: its name, licence, publisher, reports and version."""

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
# The version of the tables and columns, by Semantic Versioning. The removal of a column needs a new major version.
STRUCTURE = "1.2.0"


@dataclass(frozen=True)
class Edition:
    """The open data as it is now. `reports` are the published reports, oldest first.

    `moment` is the time of the last publication, withdrawal or correction; None when there was none. An edit in the admin, such
    as another title of a bill, does not change it.
    """

    reports: list[Report]
    moment: dt.datetime | None

    @property
    def newest(self) -> Report | None:
        """Return the newest progress report, which the site shows as the current state, or None."""
        return newest_progress(self.reports)

    @property
    def begin(self) -> dt.datetime | None:
        """Return the time at which the first of the reports was published here, or None without reports."""
        return min((report.published_at for report in self.reports if report.published_at), default=None)

    @property
    def version(self) -> str:
        """Return the version of the tables, with `moment` as build metadata."""
        return f"{STRUCTURE}+{self.moment.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}" if self.moment else STRUCTURE

    @property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """Return the first and last day that the reports cover, or None without reports.

        The first day is the earliest day of publication. The last day is the newest reference date. A report without a reference
        date counts with its latest day of publication. A source that gives no day does not count.
        """
        dated = [report for report in self.reports if not report.is_undated]
        if not dated:
            return None
        return min(report.publication_earliest for report in dated), max(report.day for report in dated)


def edition() -> Edition:
    """Return the current edition. It changes when a report is published, corrected or withdrawn. Three queries."""
    reports = list(Report.objects.published().oldest_first())
    moments = [report.published_at for report in reports]
    moments.append(Report.objects.withdrawn().aggregate(moment=Max("withdrawn_at"))["moment"])
    moments.append(Correction.objects.published().aggregate(moment=Max("made_at"))["moment"])
    known = [moment for moment in moments if moment]
    return Edition(reports, max(known) if known else None)


def publisher() -> dict[str, str]:
    return {"name": settings.PUBLISHER_NAME, "address": settings.PUBLISHER_URI}
