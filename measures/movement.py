"""Whether a status moved forward or back between two reports."""

from django.db import models

from measures.enums import Status

ORDER = [Status.NOT_STARTED, Status.STARTING, Status.UNDERWAY, Status.DONE]


class Direction(models.TextChoices):
    FORWARD = "vooruit", "Vooruit"
    BACK = "terug", "Terug"
    SAME = "gelijk", "Gelijk gebleven"


def direction(earlier: str, later: str) -> Direction | None:
    """Return where a status went, or None where either is unknown: a status that was not given did not move."""
    if Status.UNKNOWN in (earlier, later):
        return None
    before, after = ORDER.index(Status(earlier)), ORDER.index(Status(later))
    if before == after:
        return Direction.SAME
    return Direction.FORWARD if after > before else Direction.BACK
