"""The kinds of news that an editor chooses from, and the kind of report that each one becomes."""

from dataclasses import dataclass

from django.db import models

from laws.enums import StationKind
from measures.enums import ReportKind
from measures.models import Report

# The stations that tell of a vote.
VOTES = (StationKind.HOUSE_VOTE, StationKind.SENATE_VOTE)


class NewsKind(models.TextChoices):
    """The kinds of news. `OWN` is for what nobody else wrote down: it can say no day of a law or a duty (see the checklist)."""

    GAZETTE = "staatsblad", "Staatsblad of Staatscourant"
    DECREE = "besluit", "Besluit over de inwerkingtreding"
    LETTER = "kamerbrief", "Kamerbrief"
    VOTE = "stemming", "Stemming in de Kamer"
    NEWS = "nieuwsbericht", "Nieuwsbericht"
    OWN = "eigen-bericht", "Eigen bericht van de redactie"


@dataclass(frozen=True)
class Happened:
    """What a kind of news says of a bill when the editor chooses nothing else: the station, and its sentence."""

    station: StationKind
    sentence: str


ITSELF = {
    NewsKind.GAZETTE: Happened(StationKind.PUBLISHED, "Gepubliceerd."),
    NewsKind.DECREE: Happened(StationKind.DECREE, "De dag van inwerkingtreding is bekendgemaakt."),
}


def report_kind(kind: NewsKind, number: str) -> ReportKind:
    """Return the kind of report. A vote with a number of its own, as in the Handelingen, is an official publication."""
    if kind == NewsKind.VOTE:
        return ReportKind.OFFICIAL if number else ReportKind.NEWS
    return {
        NewsKind.GAZETTE: ReportKind.OFFICIAL,
        NewsKind.DECREE: ReportKind.OFFICIAL,
        NewsKind.LETTER: ReportKind.LETTER,
        NewsKind.NEWS: ReportKind.NEWS,
        NewsKind.OWN: ReportKind.NOTICE,
    }[kind]


def news_kind(report: Report) -> NewsKind:
    """Return the kind of news of a draft, from its kind of report and what it says of bills and motions."""
    if report.kind == ReportKind.LETTER:
        return NewsKind.LETTER
    if report.kind == ReportKind.NOTICE:
        return NewsKind.OWN
    stations = set(report.stations.values_list("kind", flat=True))
    votes = stations & set(VOTES) or report.motion_papers.exclude(vote_result="").exists()
    if votes and report.is_official:
        return NewsKind.VOTE
    if report.kind == ReportKind.NEWS:
        return NewsKind.NEWS
    return NewsKind.DECREE if StationKind.DECREE in stations else NewsKind.GAZETTE
