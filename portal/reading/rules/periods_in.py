"""The period that a bullet names, in the words of the document."""

import re
from contextlib import suppress

from measures.periods import PeriodError, read_period

MONTH = "(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)"
SEASON = "(?:lente|voorjaar|zomer|najaar|herfst|winter)"
YEAR = "20[0-9]{2}"
WHEN = (
    rf"(?:[0-9]{{1,2}} {MONTH} {YEAR}|(?:begin |medio |eind )?{MONTH} {YEAR}|(?:de |het )?{SEASON}(?: van)? {YEAR}"
    rf"|(?:begin |eind |de start van )?(?:het )?schooljaar {YEAR}[-/](?:20)?[0-9]{{2}}|Q[1-4](?:/Q[1-4])? {YEAR}"
    rf"|(?:eerste|tweede|derde|vierde|laatste) (?:kwartaal|helft)(?: van)? {YEAR}|(?:begin |medio |eind )?{YEAR}(?:[-–]{YEAR})?)"
)
BEFORE = r"(?:vanaf |sinds |per |t/m |tot en met |tot |vóór |voor (?=de |het )|na (?=de |het ))"
PERIOD = re.compile(rf"\b{BEFORE}?{WHEN}", re.IGNORECASE)


def period_in(text: str) -> str:
    """Return the first period in a text that the portal can read, or ""."""
    for found in PERIOD.finditer(text):
        words = re.sub(r"^(?:de|het) ", "", found[0], flags=re.IGNORECASE)
        with suppress(PeriodError):
            read_period(words)
            return words
    return ""
