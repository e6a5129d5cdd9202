"""The source of a fact."""

from dataclasses import dataclass

from measures.models import Report


@dataclass(frozen=True)
class Source:
    """A place in a report. `location` is a heading or table row; an empty `location` means the whole report."""

    report: Report
    location: str
