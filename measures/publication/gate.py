"""The rule that only published reports are public. A preview adds one draft, for staff, during one request."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import Q

from measures.enums import ReportState

_previewed: ContextVar[int | None] = ContextVar("previewed", default=None)


@contextmanager
def previewing(report_id: int) -> Iterator[None]:
    """Treat one draft as published within the block. Only `portal.desk.pages.review.preview` may call this."""
    token = _previewed.set(report_id)
    try:
        yield
    finally:
        _previewed.reset(token)


def previewed() -> int | None:
    """Return the primary key of the draft in preview, or None."""
    return _previewed.get()


def public(report_path: str = "") -> Q:
    """Return a filter for the public rows: rows of published reports and of the draft in preview.

    `report_path` is the ORM path from a row to its report; empty for reports themselves.
    """
    prefix = f"{report_path}__" if report_path else ""
    allowed = Q(**{f"{prefix}state": ReportState.PUBLISHED})
    previewed = _previewed.get()
    return allowed if previewed is None else allowed | Q(**{f"{prefix}pk": previewed})
