"""The direction in which a status moved between two reports."""

from django.db import models

from measures.enums import Status

ORDER = [Status.NOT_STARTED, Status.STARTING, Status.UNDERWAY, Status.DONE]


class Direction(models.TextChoices):
    FORWARD = "vooruit", "Vooruit"
    BACK = "terug", "Terug"
    SAME = "gelijk", "Gelijk gebleven"


def direction(earlier: str, later: str) -> Direction | None:
    """Return the direction from one status to another, or None when one of them is unknown."""
    if Status.UNKNOWN in (earlier, later):
        return None
    before, after = ORDER.index(Status(earlier)), ORDER.index(Status(later))
    if before == after:
        return Direction.SAME
    return Direction.FORWARD if after > before else Direction.BACK
