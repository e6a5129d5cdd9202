"""The one gate between drafts and the public. A preview for staff opens it for one draft, for the length of one request."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import Q

from measures.enums import ReportState

_previewed: ContextVar[int | None] = ContextVar("previewed", default=None)


@contextmanager
def previewing(report_id: int) -> Iterator[None]:
    """Show this draft as if it were published, to whoever asks within the block. Only `portal.editing.preview` may."""
    token = _previewed.set(report_id)
    try:
        yield
    finally:
        _previewed.reset(token)


def previewed() -> int | None:
    """The draft that is being previewed, if any."""
    return _previewed.get()


def public(report_path: str = "") -> Q:
    """What the public may see of rows whose report is at the end of `report_path`; empty: of reports themselves."""
    prefix = f"{report_path}__" if report_path else ""
    allowed = Q(**{f"{prefix}state": ReportState.PUBLISHED})
    previewed = _previewed.get()
    return allowed if previewed is None else allowed | Q(**{f"{prefix}pk": previewed})
