"""The answer at an address with a key of before: a permanent redirect to the record that carries on."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from measures.models import Action, Report, SourceNote
from measures.publication.gate import recalling
from motions.models import Motion
from portal.core.addresses import is_for_visitors

NOT_FOUND = 404
# The names of the URL patterns with a key that can change, and whose key it is.
MOVABLE: dict[str, type[Action] | type[Motion] | type[SourceNote]] = {
    "action": Action,
    "api-Actions-one": Action,
    "motion": Motion,
    "api-Motions-one": Motion,
    "api-SourceNotes-one": SourceNote,
    "kamerstuk": Motion,
}


def lead_on(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Redirect instead of a 404 where the key in the address is one that a record had before (`Renamed.former_keys`).

    The query string stays. Only what would be a 404 costs queries: a key that a record has now never leads elsewhere.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != NOT_FOUND or request.method not in ("GET", "HEAD") or not is_for_visitors(request):
            return response
        address = _address_now(request)
        if address is None:
            return response
        query = request.META.get("QUERY_STRING", "")
        moved = HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
        # It has no content, so no type of it either: the API answers in JSON only.
        del moved["Content-Type"]
        return moved

    return middleware


def _address_now(request: HttpRequest) -> str | None:
    """Return the address with the key of today, or None. A record that only drafts name is never told."""
    match = request.resolver_match
    model = MOVABLE.get(match.view_name) if match else None
    if match is None or model is None:
        return None
    (name, key), natural = next(iter(match.kwargs.items())), model.natural_key_field
    if model.objects.filter(**{natural: key}).exists():
        return None
    # What a withdrawn report made public has an answer at its own address: that it was withdrawn.
    with recalling((Report.objects.published() | Report.objects.withdrawn()).values_list("pk", flat=True)):
        renamed = model.objects.published().exclude(former_keys="").values_list(natural, "former_keys")
        now = next((new for new, before in renamed if key in before.split()), None)
    return reverse(match.view_name, kwargs={name: now}) if now else None
