"""Where a fact comes from."""

from dataclasses import dataclass

from measures.models import Report


@dataclass(frozen=True)
class Source:
    """A place in a report. `location` is its heading or table row; it is empty when the whole report is meant."""

    report: Report
    location: str
