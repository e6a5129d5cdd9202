"""Days and periods in Dutch words."""

import datetime as dt

from django.utils import formats, timezone

from measures.periods import Period


def today() -> dt.date:
    """The day in the Netherlands, wherever the server stands."""
    return timezone.localdate()


def in_dutch(day: dt.date) -> str:
    return formats.date_format(day, "j F Y")


def days_in_words(period: Period) -> str:
    """The days that the words of a period can mean: "1 januari – 30 juni 2026", "vanaf 1 januari 2023", "geen datum"."""
    earliest, latest = period.earliest, period.latest
    if earliest is None:
        return f"uiterlijk {in_dutch(latest)}" if latest else "geen datum"
    if latest is None:
        return f"vanaf {in_dutch(earliest)}"
    if earliest == latest:
        return in_dutch(latest)
    first = formats.date_format(earliest, "j F") if earliest.year == latest.year else in_dutch(earliest)
    return f"{first} – {in_dutch(latest)}"


def count_of(number: int, one: str, more: str) -> str:
    """A number with its noun: "1 maatregel", "25 maatregelen"."""
    return f"{number} {one if number == 1 else more}"


def months_in_words(months: int | None) -> str:
    """A movement: "12 maanden later", "1 maand eerder", "niet verschoven"."""
    if months is None:
        return "niet te vergelijken"
    if months == 0:
        return "niet verschoven"
    unit = "maand" if abs(months) == 1 else "maanden"
    return f"{abs(months)} {unit} {'later' if months > 0 else 'eerder'}"
