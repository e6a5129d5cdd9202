"""The refusal of a download whose query cannot be answered."""

from collections.abc import Collection, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from measures.filters import StandFilterSet

# The number of characters of a name that the page repeats.
LONGEST_NAME = 40
NONE: Mapping[str, Collection[str]] = {}


def refusal(
    request: HttpRequest, page: str, filterset: StandFilterSet | None = None, own: Mapping[str, Collection[str]] = NONE
) -> HttpResponse | None:
    """Return a 400 when the query has an invalid value, or a parameter twice or that the file does not have; otherwise None.

    The page has the filter form of the HTML page at the path `page`, with its errors and its valid choices. `own` are the
    parameters of the file itself, with their values. A parameter without meaning, such as the first of two, is refused, because
    each made-up value would cost another file.
    """
    known = set(filterset.form.fields) if filterset else set()
    known |= {name for name, values in own.items() if request.GET.get(name) in values}
    strange = sorted(name[:LONGEST_NAME] for name in set(request.GET) - known)
    doubled = sorted(name[:LONGEST_NAME] for name, values in request.GET.lists() if len(values) > 1 and name in known)
    if not strange and not doubled and (filterset is None or filterset.is_valid()):
        return None
    context: dict[str, Any] = {"filter": filterset, "address": page, "strange": strange, "doubled": doubled}
    return render(request, "portal/export_refused.html", context, status=400)
