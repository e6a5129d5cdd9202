"""Carrying out what a page of the desk prepared: its form is filled again with what was sent, and saved.

A page that changes what is public registers a function with `carries_out`. It gets a request like the one that was sent, the
reason, who decides, and the arguments of the page, and returns what changed. It raises `CorrectionError`, `PublicationError` or
`ChangedSinceError` when it is not possible.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.forms import BaseForm
from django.http import Http404, HttpRequest, QueryDict
from django.urls import resolve
from django.utils import timezone

from portal.desk.editing.correcting import CorrectionError
from portal.desk.editing.publishing import PublicationError
from portal.desk.merging.stored import Opened
from portal.desk.merging.told import MergeReport
from portal.desk.models import Proposal

# A changed value: the name of the field, and what it was and becomes, in Dutch.
ChangedLine = tuple[str, str, str]
# The field of every such form with the reason, and the one with the signed values that the form was opened on.
REASON, OPENED = "reason", "opened"
_pages: dict[str, Callable[..., Iterable[ChangedLine]]] = {}


class ChangedSinceError(Exception):
    """Somebody changed the same since. `fields` has (field, value then, value now)."""

    def __init__(self, told: MergeReport) -> None:
        super().__init__(" ".join(["Dit is veranderd nadat het werd voorgesteld.", *told.warnings]))
        self.fields = [(question.label, question.options[2][2], question.options[1][2]) for question in told.questions]


class CarryOutError(Exception):
    """What was prepared cannot be carried out any more; the message gives the reason in Dutch."""


def carries_out(page: str) -> Callable[[Callable[..., Iterable[ChangedLine]]], Callable[..., Iterable[ChangedLine]]]:
    """Register a function for the page with this name of URL pattern."""

    def register(function: Callable[..., Iterable[ChangedLine]]) -> Callable[..., Iterable[ChangedLine]]:
        _pages[page] = function
        return function

    return register


def carry_out(proposal: Proposal, reason: str, by: Any) -> list[ChangedLine]:
    """Do what a proposal keeps, in a transaction. Return what changed. Raises `CarryOutError` or `ChangedSinceError`."""
    try:
        match = resolve(proposal.place)
        with transaction.atomic():
            return list(_pages[str(match.url_name)](request_of(proposal, reason), reason, by, **match.kwargs))
    except (CorrectionError, PublicationError) as error:
        raise CarryOutError(str(error)) from error
    except ValidationError as error:
        raise CarryOutError(" ".join(error.messages)) from error
    except Http404 as error:
        raise CarryOutError("Wat hier gewijzigd wordt, bestaat niet meer.") from error
    except IntegrityError as error:
        raise CarryOutError("Dit staat er intussen al.") from error


def request_of(proposal: Proposal, reason: str = "") -> HttpRequest:
    """Return a request like the one with which the proposal was made, with another reason if there is one.

    Its `prepared_on` is the day of the proposal.
    """
    request = HttpRequest()
    request.method, request.path, request.user = "POST", proposal.place, proposal.by
    data = QueryDict(mutable=True)
    for name, values in (proposal.sent or {}).items():
        texts = [Opened(values["rows"], values.get("kind", ""), values["form"]).token] if name == OPENED else values
        data.setlist(name, texts)
    if reason and REASON in data:
        data[REASON] = reason
    request.POST = data  # type: ignore[assignment]
    request.prepared_on = timezone.localdate(proposal.at)  # type: ignore[attr-defined]
    return request


def sent_in(request: HttpRequest) -> dict[str, Any]:
    """Return what a request sent, as JSON. What its form was opened on is kept readable: so a name can be taken out of it."""
    sent: dict[str, Any] = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    opened = Opened.read(str(request.POST.get(OPENED, "")))
    sent.pop(OPENED, None)
    return sent | ({OPENED: {"rows": opened.rows, "kind": opened.kind, "form": opened.form}} if opened else {})


def errors_in(*forms: BaseForm) -> str:
    """Return the errors of forms that no longer accept what was sent, in one line."""
    named = [(form, name, texts) for form in forms for name, texts in form.errors.items()]
    return " ".join(
        f"{form.fields[name].label}: {' '.join(map(str, texts))}" if name in form.fields else " ".join(map(str, texts))
        for form, name, texts in named
    )
