"""The protection of published rows: a row of a published or withdrawn report changes only within `correcting()`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models
from django.db.models.deletion import Collector

from measures.enums import ReportState

_reason: ContextVar[str | None] = ContextVar("reason", default=None)
_loading: ContextVar[bool] = ContextVar("loading", default=False)


class FrozenError(Exception):
    """A change to a row of a published or withdrawn report outside a correction."""

    def __init__(self) -> None:
        super().__init__("Deze rapportage is gepubliceerd. Wijzig haar met een correctie, met een reden.")


class AtOnceError(Exception):
    """A refused `bulk_create` of rows of a report. It would skip the checks in `save()` and the audit trail."""

    def __init__(self) -> None:
        super().__init__("Wat een rapportage zegt wordt rij voor rij opgeslagen; alleen wie een bestand laadt, mag het ineens.")


@contextmanager
def correcting(reason: str) -> Iterator[None]:
    """Allow changes to published rows within the block. The audit trail stores the reason with each change.

    Raises `ValueError` for an empty reason.
    """
    if not reason.strip():
        raise ValueError("Een correctie heeft een reden.")
    token = _reason.set(reason)
    try:
        yield
    finally:
        _reason.reset(token)


@contextmanager
def loading() -> Iterator[None]:
    """Allow new rows in published reports, and `bulk_create`, within the block. For reports that are loaded from a file."""
    token = _loading.set(True)
    try:
        yield
    finally:
        _loading.reset(token)


def reason_now() -> str | None:
    """Return the reason of the current correction, or None outside a correction."""
    return _reason.get()


def state_lookup(report_path: str) -> str:
    """Return the ORM lookup of the state of a row's report. The path is empty for reports themselves."""
    return f"{report_path}__state" if report_path else "state"


def refuse_frozen(rows, report_path: str) -> None:  # noqa: ANN001  # a queryset of any model
    """Raise `FrozenError` when one of `rows` belongs to a report that is not a draft. Do nothing within `correcting()`."""
    if _reason.get() is None and rows.exclude(**{state_lookup(report_path): ReportState.DRAFT}).exists():
        raise FrozenError


def refuse_growth(report: models.Model) -> None:
    """Raise `FrozenError` when `report` is not a draft, so that no row is added or moved to it.

    Do nothing within `correcting()` or `loading()`.
    """
    if _reason.get() is None and not _loading.get() and report.state != ReportState.DRAFT:
        raise FrozenError


def refuse_at_once() -> None:
    """Raise `AtOnceError`, except within `loading()`."""
    if not _loading.get():
        raise AtOnceError


def cascade_drafts(collector: Collector, field: models.ForeignKey, rows: models.QuerySet, using: str) -> None:
    """Delete `rows`, which refer to an object that is being deleted. An `on_delete` for a model with a foreign key `report`.

    Raises `ProtectedError` when one of the rows belongs to a report that is not a draft, except within `correcting()`.
    """
    frozen = set(rows.exclude(report__state=ReportState.DRAFT)) if _reason.get() is None else set()
    if frozen:
        raise models.ProtectedError("Een gepubliceerde rapportage noemt dit.", frozen)
    models.CASCADE(collector, field, rows, using)
