"""Where the API stands, which version it is, and what changed between versions."""

import datetime as dt
from dataclasses import dataclass

# The address of the major version. A breaking change gets a new one.
BASE = "/api/v1"
VERSION = "1.0.0"


@dataclass(frozen=True)
class Release:
    version: str
    date: dt.date
    changes: tuple[str, ...]


# Newest first; shown on the page of the API.
RELEASES = [
    Release(
        "1.0.0",
        dt.date(2026, 11, 23),
        ("Eerste versie: rapportages, doelen, speerpunten, rollen, maatregelen met hun standen, wetsvoorstellen, moties, "
         "acties, wijzigingen, bevindingen, bronnotities en correcties.",),
    ),
]  # fmt: skip
