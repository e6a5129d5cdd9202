"""The base path of the API, its version and its release notes."""

import datetime as dt
from dataclasses import dataclass

# The path of this major version. A breaking change needs a new major version, with its own path.
BASE = "/api/v1"
VERSION = "1.1.0"


@dataclass(frozen=True)
class Release:
    version: str
    date: dt.date
    changes: tuple[str, ...]


# Newest first. The HTML guide of the API shows them.
RELEASES = [
    Release(
        "1.1.0",
        dt.date(2026, 11, 30),
        ("Een maatregel heeft openstaand: wat volgens de bronnen nog openstaat als OCW haar afgerond noemt. Met een rapportage "
         "horen bij een maatregel de wetsvoorstellen die deze rapportage noemt als bijdrage.",),
    ),
    Release(
        "1.0.0",
        dt.date(2026, 11, 23),
        ("Eerste versie: rapportages, doelen, speerpunten, rollen, maatregelen met hun standen, wetsvoorstellen, moties, "
         "acties, wijzigingen, bevindingen, bronnotities en correcties.",),
    ),
]  # fmt: skip
