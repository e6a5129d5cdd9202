"""The answer at an address with a key of before: a permanent redirect to the record that carries on."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, QueryDict
from django.urls import reverse

from laws.models import Bill
from measures.models import Action, Measure, Report, Role, Sector, SourceNote
from measures.models.renamed import Renamed
from measures.publication.gate import recalling
from motions.models import Motion
from portal.core.addresses import is_for_visitors

BAD_REQUEST, NOT_FOUND = 400, 404
LONGEST_KEY = 100
# The URL patterns with a key that can change: the name of the argument, and whose key it is.
IN_PATH: dict[str, tuple[str, type[Renamed]]] = {
    "role": ("role_slug", Role),
    "role-export": ("role_slug", Role),
    "role-workbook": ("role_slug", Role),
    "workplan": ("role_slug", Role),
    "role-feed": ("role_slug", Role),
    "role-calendar": ("role_slug", Role),
    "role-picture": ("slug", Role),
    "role-framed": ("slug", Role),
    "api-Roles-one": ("slug", Role),
    "action": ("slug", Action),
    "action-feed": ("slug", Action),
    "action-calendar": ("slug", Action),
    "api-Actions-one": ("id", Action),
    "measure": ("slug", Measure),
    "measure-briefing": ("slug", Measure),
    "measure-feed": ("slug", Measure),
    "measure-calendar": ("slug", Measure),
    "measure-picture": ("slug", Measure),
    "measure-framed": ("slug", Measure),
    "stand": ("slug", Measure),
    "api-Measures-one": ("slug", Measure),
    "api-StandsOfMeasure": ("slug", Measure),
    "api-StandsOfMeasure-one": ("slug", Measure),
    "bill": ("slug", Bill),
    "bill-briefing": ("slug", Bill),
    "bill-feed": ("slug", Bill),
    "bill-calendar": ("slug", Bill),
    "bill-picture": ("slug", Bill),
    "bill-framed": ("slug", Bill),
    "api-Bills-one": ("slug", Bill),
    "motion": ("number", Motion),
    "motion-feed": ("slug", Motion),
    "motion-picture": ("slug", Motion),
    "motion-framed": ("slug", Motion),
    "kamerstuk": ("number", Motion),
    "api-Motions-one": ("nummer", Motion),
    "api-SourceNotes-one": ("id", SourceNote),
}
# The filters of pages, files, feeds and the API whose value is such a key.
IN_QUERY: dict[str, type[Renamed]] = {
    "rol": Role,
    "sector": Sector,
    "maatregel": Measure,
    "hoofdmaatregel": Measure,
    "wetsvoorstel": Bill,
    "motie": Motion,
}


def lead_on(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Redirect instead of a 404 or a 400 where a key in the address is one that a record had before (`Renamed.former_keys`).

    So every page, file, feed and address of the API with such a key leads on, and every filter. The rest of the address stays.
    Only what would be an error costs queries: a key that a record has now never leads elsewhere.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_wrong = response.status_code == NOT_FOUND or (response.status_code == BAD_REQUEST and request.GET)
        if not is_wrong or request.method not in ("GET", "HEAD") or not is_for_visitors(request):
            return response
        address = _address_now(request)
        if address is None:
            return response
        moved = HttpResponsePermanentRedirect(address)
        # It has no content, so no type of it either: the API answers in JSON only.
        del moved["Content-Type"]
        return moved

    return middleware


def _address_now(request: HttpRequest) -> str | None:
    """Return the address with the keys of today, or None when no key in it is one of before."""
    match = request.resolver_match
    if match is None:
        return None
    path, query, is_moved = request.path, request.META.get("QUERY_STRING", ""), False
    if match.view_name in IN_PATH:
        name, model = IN_PATH[match.view_name]
        if now := _key_now(model, match.kwargs[name]):
            path, is_moved = reverse(match.view_name, kwargs=match.kwargs | {name: now}), True
    asked: QueryDict = request.GET
    for name in IN_QUERY.keys() & asked.keys():
        if now := _key_now(IN_QUERY[name], str(asked[name])):
            # A copy of what is asked, because nothing may change the query of a request.
            asked = asked.copy()
            asked[name] = now
            query, is_moved = asked.urlencode(), True
    if not is_moved:
        return None
    return f"{path}?{query}" if query else path


def _key_now(model: type[Renamed], key: str) -> str | None:
    """Return the key of the record that had this key before, or None. A record that only drafts name is never told."""
    # No key has this length, and SQLite refuses to look for a very long text in another. PostgreSQL refuses a NUL.
    if len(key) > LONGEST_KEY or "\0" in key:
        return None
    rows = model._default_manager
    if rows.filter(**{model.natural_key_field: key}).exists():
        return None
    # What a withdrawn report made public has an answer at its own address: that it was withdrawn.
    with recalling((Report.objects.published() | Report.objects.withdrawn()).values_list("pk", flat=True)):
        renamed = rows.published().filter(former_keys__contains=key)
        return next((record.key for record in renamed if key in record.former_keys.split()), None)
