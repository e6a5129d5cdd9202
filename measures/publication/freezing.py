"""The protection of what is public: a row of a published or withdrawn report changes only within `correcting()`, and so does a
public row that belongs to no report."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.apps import apps
from django.db import models, transaction
from django.db.models.deletion import Collector

from measures.enums import NEVER_PUBLIC
from measures.publication.counting import count_change, count_if_public, is_counted

_reason: ContextVar[str | None] = ContextVar("reason", default=None)
_proposer: ContextVar[str | None] = ContextVar("proposer", default=None)
_loading: ContextVar[bool] = ContextVar("loading", default=False)


class FrozenError(Exception):
    """A change to a row of a published or withdrawn report outside a correction."""

    def __init__(self) -> None:
        super().__init__("Deze rapportage is gepubliceerd. Wijzig haar met een correctie, met een reden.")


class PublicError(FrozenError):
    """A change to a public row that belongs to no report, such as a role, outside a correction."""

    def __init__(self) -> None:
        Exception.__init__(self, "Dit is openbaar. Stel een wijziging voor; een publicist besluit erover.")


class AtOnceError(Exception):
    """A refused `bulk_create` of rows of a report. It would skip the checks in `save()` and the audit trail."""

    def __init__(self) -> None:
        super().__init__("Wat een rapportage zegt wordt rij voor rij opgeslagen; alleen wie een bestand laadt, mag het ineens.")


@contextmanager
def correcting(reason: str, proposed_by: str | None = None) -> Iterator[None]:
    """Allow changes to published rows within the block. The audit trail stores the reason with each change, and the name of
    the account that proposed it. A block within another keeps the name of the outer one.

    Raises `ValueError` for an empty reason.
    """
    if not reason.strip():
        raise ValueError("Een correctie heeft een reden.")
    tokens = _reason.set(reason), _proposer.set(proposed_by or _proposer.get())
    try:
        yield
    finally:
        _reason.reset(tokens[0])
        _proposer.reset(tokens[1])


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


def proposer_now() -> str | None:
    """Return the name of the account that proposed the current correction, or None."""
    return _proposer.get()


def is_of_report(model: type[models.Model]) -> bool:
    """Return whether the rows of `model` belong to a report, or are reports."""
    return hasattr(model._default_manager.all(), "report_path")


def reports_of(rows: models.QuerySet) -> models.QuerySet:
    """Return the reports that `rows` belong to. The default manager of their model must have a `report_path`."""
    path = rows.model._default_manager.all().report_path or "pk"
    return apps.get_model("measures", "Report")._base_manager.filter(pk__in=rows.order_by().values(path))


def guard(reports: models.QuerySet, *, is_new: bool = False) -> None:
    """Check a change to rows of `reports`, and count it if it is public. Call it before the change, in the same transaction.

    Raises `FrozenError` when one of the reports is or was public, except within `correcting()` and, for new rows, within
    `loading()`. The reports stay locked until the transaction ends: nobody can publish a draft between this check and the
    change.
    """
    if is_new and _loading.get() and is_counted():
        # A new row is allowed while loading, and there is nothing left to count.
        return
    if set(reports.select_for_update(no_key=True).values_list("state", flat=True)) <= set(NEVER_PUBLIC):
        return
    if _reason.get() is None and not (is_new and _loading.get()):
        raise FrozenError
    count_change()


def guard_public(rows: models.QuerySet) -> bool:
    """Check a change to rows that belong to no report, and count it if one of them is public, as `count_if_public` does.

    Raises `PublicError` for a public row, except within `correcting()` and `loading()`. Call it before the change, in the same
    transaction.
    """
    is_public = count_if_public(rows)
    if is_public:
        refuse_without_reason()
    return is_public


def refuse_without_reason() -> None:
    """Raise `PublicError`, except within `correcting()` and `loading()`."""
    if _reason.get() is None and not _loading.get():
        raise PublicError


def refuse_at_once() -> None:
    """Raise `AtOnceError`, except within `loading()`."""
    if not _loading.get():
        raise AtOnceError


def cascade_drafts(collector: Collector, field: models.ForeignKey, rows: models.QuerySet, using: str) -> None:
    """Delete `rows`, which refer to an object that is being deleted. An `on_delete` for a model with a foreign key `report`.

    Raises `ProtectedError` when one of the rows belongs to a report that is or was public, except within `correcting()`.
    """
    if transaction.get_connection(using).in_atomic_block:
        # Lock the reports, as `guard` does. The admin also comes here outside a transaction, to show what would be deleted.
        list(reports_of(rows).select_for_update(no_key=True))
    frozen = set(rows.exclude(report__state__in=NEVER_PUBLIC)) if _reason.get() is None else set()
    if frozen:
        raise models.ProtectedError("Een gepubliceerde rapportage noemt dit.", frozen)
    models.CASCADE(collector, field, rows, using)
