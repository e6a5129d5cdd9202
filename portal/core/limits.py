"""Limits that a normal visitor never meets. Each process counts for itself, by the address on the internet."""

import math
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from rest_framework.throttling import BaseThrottle, SimpleRateThrottle


def origin_of(request: Any) -> str:
    """The address that a request came from; behind a proxy the one that the proxy adds."""
    origin: str = BaseThrottle().get_ident(request)
    return origin


class _ByAddress(SimpleRateThrottle):
    cache = caches["memory"]

    def get_rate(self) -> str:
        rate: str = getattr(settings, f"{self.scope.upper()}_RATE")
        return rate

    def allow_request(self, request: Any, view: Any = None) -> bool:
        """The request of a page will do as well as one of the API, and no view is asked anything."""
        return super().allow_request(request, view)

    def get_cache_key(self, request: Any, view: Any) -> str:
        return self.cache_format % {"scope": self.scope, "ident": origin_of(request)}


class ApiThrottle(_ByAddress):
    """At most `API_RATE` requests to the API."""

    scope = "api"


class SearchThrottle(_ByAddress):
    """At most `SEARCH_RATE` searches: the only public pages that are made anew for every question."""

    scope = "search"


def may_search(request: HttpRequest) -> bool:
    """Count a search, unless the visitor has had enough of them."""
    return SearchThrottle().allow_request(request)


def limit_searches(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer 429, and when to come back, to who searches more than `SEARCH_RATE`."""

    @wraps(view)
    def limited(request: HttpRequest) -> HttpResponse:
        throttle = SearchThrottle()
        if throttle.allow_request(request):
            return view(request)
        seconds = math.ceil(throttle.wait() or 1)
        response = render(request, "portal/search_too_often.html", {"seconds": seconds}, status=429)
        response["Retry-After"] = str(seconds)
        return response

    return limited
