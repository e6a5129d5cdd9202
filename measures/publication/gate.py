"""The rule that only published reports are public.

A preview adds one draft, for staff, during one request. What was public before can be asked again, to tell what is no longer.
A rehearsal changes what is public and takes it back, so that staff see a change before somebody agrees with it.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.apps import apps
from django.db.models import Model, Q

from measures.enums import ReportState

_previewed: ContextVar[int | None] = ContextVar("previewed", default=None)
_recalled: ContextVar[frozenset[int] | None] = ContextVar("recalled", default=None)
_rehearsed: ContextVar[bool] = ContextVar("rehearsed", default=False)


@contextmanager
def previewing(report_id: int) -> Iterator[None]:
    """Treat one draft as published within the block.

    Only `portal.desk.pages.review.previewed_page` and `portal.desk.effects` may call this.
    """
    token = _previewed.set(report_id)
    try:
        yield
    finally:
        _previewed.reset(token)


@contextmanager
def recalling(report_ids: Iterable[int]) -> Iterator[None]:
    """Treat exactly these reports as published within the block: those that were public at some moment.

    Nothing that is read within the block may be shown, except that it was public, the days in a calendar that must be taken
    back, in which feeds and mails a withdrawal belongs, and what was known here before a report that is still public. Only
    `was_public`, `portal.operations.withdrawn`, `portal.operations.moved`, `portal.outputs.feeds.history`,
    `portal.outputs.exports.calendar.revisions` and `portal.subscriptions.gathering.news` may call this.
    """
    token = _recalled.set(frozenset(report_ids))
    try:
        yield
    finally:
        _recalled.reset(token)


@contextmanager
def rehearsing() -> Iterator[None]:
    """Say that what is public within the block is taken back at its end, so that nothing of it is kept in memory.

    Only `portal.desk.prepared.rehearsal` may call this.
    """
    token = _rehearsed.set(True)
    try:
        yield
    finally:
        _rehearsed.reset(token)


def is_rehearsed() -> bool:
    return _rehearsed.get()


def previewed() -> int | None:
    """Return the primary key of the draft in preview, or None."""
    return _previewed.get()


def opened_for() -> tuple[int | None, frozenset[int] | None, bool] | None:
    """Return what makes the gate let through something else than what is published now, or None when nothing does."""
    opened = _previewed.get(), _recalled.get(), _rehearsed.get()
    return None if opened == (None, None, False) else opened


def public(report_path: str = "") -> Q:
    """Return a filter for the public rows: rows of published reports and of the draft in preview.

    `report_path` is the ORM path from a row to its report; empty for reports themselves.
    """
    prefix = f"{report_path}__" if report_path else ""
    recalled = _recalled.get()
    if recalled is not None:
        return Q(**{f"{prefix}pk__in": recalled})
    allowed = Q(**{f"{prefix}state": ReportState.PUBLISHED})
    previewed = _previewed.get()
    return allowed if previewed is None else allowed | Q(**{f"{prefix}pk": previewed})


def was_public(row: Model) -> bool:
    """Return whether visitors see the row, or saw it in a report that was withdrawn since.

    The default manager of its model must have `published()`.
    """
    reports = apps.get_model("measures", "Report")._base_manager.exclude(state=ReportState.DRAFT)
    with recalling(reports.values_list("pk", flat=True)):
        return type(row)._default_manager.published().filter(pk=row.pk).exists()
