"""What is known about a motion itself, put together from all sources, with the source of every fact.

Of each fact the first source that gives it counts: an official one before another, a statement before a reading of the portal,
and then the oldest. All sources stay on the page of the motion.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from motions.models import MotionPaper, MotionSubmitter

# What a motion can have, in the order of its page: the name in Dutch, by the name of the fact.
NAMES = {
    "official_title": "officiële titel",
    "submitters": "indieners",
    "submitted_on": "dag van indiening",
    "request": "verzoek",
    "vote": "stemming",
}


@dataclass(frozen=True)
class Fact:
    """A value with the row that gives it."""

    value: Any
    paper: "MotionPaper"


@dataclass(frozen=True)
class Submitter:
    """A submitter. `party` is None when no source gives it; its source can be another than that of the name."""

    name: str
    party: Fact | None

    @property
    def party_name(self) -> str | None:
        return self.party.value if self.party else None

    @property
    def in_brief(self) -> str:
        return f"{self.name} ({self.party.value})" if self.party else self.name

    def __str__(self) -> str:
        return self.in_brief if self.party else f"{self.name} (fractie niet gevonden)"


@dataclass(frozen=True)
class Vote:
    """A vote. Each part is None when no source gives it; at least one is not None."""

    day: Fact | None
    result: Fact | None
    against: Fact | None

    @property
    def papers(self) -> "list[MotionPaper]":
        return list(dict.fromkeys(part.paper for part in (self.result, self.day, self.against) if part))


def _weight(paper: "MotionPaper") -> tuple[bool, bool, tuple[int, int], int]:
    return not paper.is_official, paper.is_reading, paper.report.order, paper.pk


class MotionFacts:
    """The facts about one motion. `papers` are its public rows, with their report and submitters."""

    def __init__(self, papers: "Iterable[MotionPaper]") -> None:
        self.papers = sorted(papers, key=_weight)

    def _first(self, name: str) -> Fact | None:
        return next((Fact(value, paper) for paper in self.papers if (value := getattr(paper, name))), None)

    @cached_property
    def official_title(self) -> Fact | None:
        return self._first("official_title")

    @cached_property
    def submitted_on(self) -> Fact | None:
        return self._first("submitted_on")

    @cached_property
    def request(self) -> Fact | None:
        return self._first("request")

    @cached_property
    def replaces(self) -> Fact | None:
        return self._first("replaces")

    @cached_property
    def has_others(self) -> bool:
        """Return whether others, whom no source names, submitted it too."""
        return self.submitting_paper is not None and self.submitting_paper.has_others

    @cached_property
    def submitting_paper(self) -> "MotionPaper | None":
        """Return the row whose submitters count, or None."""
        return next((paper for paper in self.papers if _submitters(paper)), None)

    @cached_property
    def submitters(self) -> list[Submitter]:
        """Return the submitters in the order of the source. The party of each comes from the first source that gives it."""
        if self.submitting_paper is None:
            return []
        own = [self.submitting_paper, *(paper for paper in self.papers if paper is not self.submitting_paper)]
        parties: dict[str, Fact] = {}
        for paper in own:
            for member in paper.submitters.all():
                if member.party:
                    parties.setdefault(member.name, Fact(member.party, paper))
        return [Submitter(member.name, parties.get(member.name)) for member in _submitters(self.submitting_paper)]

    @property
    def submitting_papers(self) -> "list[MotionPaper]":
        """Return the rows that give the submitters and their parties."""
        parties = [submitter.party.paper for submitter in self.submitters if submitter.party]
        return list(dict.fromkeys([*filter(None, [self.submitting_paper]), *parties]))

    @cached_property
    def vote(self) -> Vote | None:
        parts = [self._first(name) for name in ("voted_on", "vote_result", "vote_against")]
        return Vote(*parts) if any(parts) else None

    @property
    def has_days(self) -> bool:
        """Return whether a source gives the day of submission or of the vote."""
        return bool(self.submitted_on or (self.vote and self.vote.day))

    @cached_property
    def follow_ups(self) -> list[Fact]:
        """Return what happened with the motion, oldest first."""
        told = [Fact(paper.follow_up, paper) for paper in self.papers if paper.follow_up]
        return sorted(told, key=lambda fact: fact.paper.report.order)

    @property
    def not_found(self) -> list[str]:
        """Return the Dutch names of the facts that no source gives."""
        return [words for name, words in NAMES.items() if not getattr(self, name)]

    @property
    def is_empty(self) -> bool:
        return len(self.not_found) == len(NAMES)


def _submitters(paper: "MotionPaper") -> "Sequence[MotionSubmitter]":
    return [member for member in paper.submitters.all() if not member.only_party]


def said_by(paper: "MotionPaper") -> list[str]:
    """Return the Dutch names of what a row says, in the order of `NAMES`."""
    found = {
        "official_title": paper.official_title, "submitters": _submitters(paper), "submitted_on": paper.submitted_on,
        "request": paper.request, "vote": paper.voted_on or paper.vote_result or paper.vote_against,
    }  # fmt: skip
    names = [words for name, words in NAMES.items() if found[name]]
    parties = ["fractie"] if any(member.party for member in paper.submitters.all()) else []
    return [*names, *parties, *(["in de plaats van"] if paper.replaces else []), *(["vervolg"] if paper.follow_up else [])]
