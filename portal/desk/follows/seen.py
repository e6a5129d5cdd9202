"""Middleware that counts what staff change in Django's admin as looked at, as the pages of the desk do themselves."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from measures.kinds import KINDS
from portal.core.addresses import is_for_staff, whole_number
from portal.desk.editing.carrying import CARRIED, rows_seen, stands_seen


def seen_follows(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Return middleware that takes the mark "not looked at" from a row of a draft after its form in the admin is saved."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        # After a save the admin redirects. It renders the form again when something is wrong.
        if request.method == "POST" and response.status_code == 302 and is_for_staff(request) and request.resolver_match:
            _note(request.resolver_match.view_name, whole_number(str(request.resolver_match.kwargs.get("object_id", ""))))
        return response

    return middleware


def _note(view: str, pk: int | None) -> None:
    for model in (*(kind.snapshot for kind in KINDS), *CARRIED):
        if view != f"admin:{model._meta.app_label}_{model._meta.model_name}_change":
            continue
        row = model.objects.filter(pk=pk).select_related("report").first()
        kind = next((kind for kind in KINDS if kind.snapshot is model), None)
        if row is None:
            return
        if kind is None:
            rows_seen(row.report, model, [row.pk])
        else:
            stands_seen(row.report, kind, [getattr(row, f"{kind.field}_id")])
