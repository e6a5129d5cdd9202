"""What is published stays as it is: rows of a published or withdrawn report change on the correction path only."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models
from django.db.models.deletion import Collector

from measures.enums import ReportState

_reason: ContextVar[str | None] = ContextVar("reason", default=None)
_loading: ContextVar[bool] = ContextVar("loading", default=False)


class FrozenError(Exception):
    """A row of a published report would change outside a correction."""

    def __init__(self) -> None:
        super().__init__("Deze rapportage is gepubliceerd. Wijzig haar met een correctie, met een reden.")


class AtOnceError(Exception):
    """Rows that a report says would be made in one statement, which no rule checks and no trail keeps."""

    def __init__(self) -> None:
        super().__init__("Wat een rapportage zegt wordt rij voor rij opgeslagen; alleen wie een bestand laadt, mag het ineens.")


@contextmanager
def correcting(reason: str) -> Iterator[None]:
    """The correction path: within it, published rows may change. The reason goes into the audit trail."""
    if not reason.strip():
        raise ValueError("Een correctie heeft een reden.")
    token = _reason.set(reason)
    try:
        yield
    finally:
        _reason.reset(token)


@contextmanager
def loading() -> Iterator[None]:
    """Within it, a published report may still get rows: it is being made from a file, not edited."""
    token = _loading.set(True)
    try:
        yield
    finally:
        _loading.reset(token)


def reason_now() -> str | None:
    """The reason of the correction that is being made, or None."""
    return _reason.get()


def state_lookup(report_path: str) -> str:
    """The name of the state of the report that rows belong to; the empty path is the report itself."""
    return f"{report_path}__state" if report_path else "state"


def refuse_frozen(rows, report_path: str) -> None:  # noqa: ANN001  # a queryset of any model
    """Raise `FrozenError` when one of `rows` belongs to a report that is no longer a draft, unless it is being corrected."""
    if _reason.get() is None and rows.exclude(**{state_lookup(report_path): ReportState.DRAFT}).exists():
        raise FrozenError


def refuse_growth(report: models.Model) -> None:
    """Raise `FrozenError` when a row would be added or moved to a report that is no longer a draft."""
    if _reason.get() is None and not _loading.get() and report.state != ReportState.DRAFT:
        raise FrozenError


def refuse_at_once() -> None:
    """Raise `AtOnceError` unless a file is being loaded."""
    if not _loading.get():
        raise AtOnceError


def cascade_drafts(collector: Collector, field: models.ForeignKey, rows: models.QuerySet, using: str) -> None:
    """For `on_delete`: rows of a draft go along with what they are about; a row of a published report protects it."""
    frozen = set(rows.exclude(report__state=ReportState.DRAFT)) if _reason.get() is None else set()
    if frozen:
        raise models.ProtectedError("Een gepubliceerde rapportage noemt dit.", frozen)
    models.CASCADE(collector, field, rows, using)
