"""The IP address of the client, and rate limits per address, too high for a normal visitor to reach.

Each process counts separately, so a server with four processes allows up to four times the limit.
"""

import ipaddress
import math
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from rest_framework.throttling import SimpleRateThrottle


def origin_of(request: Any) -> str:
    """Return the IP address of the client, or an empty string when it is unknown or unreadable.

    With `settings.BEHIND_TLS_PROXY` it is the last address in `X-Forwarded-For`, which the proxy adds. Otherwise that header
    is ignored, because the client can write anything in it. The audit trail, the log of acts and all limits use this address.
    """
    named = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_TLS_PROXY else ""
    address = named.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
    try:
        # Without the zone of IPv6, such as %eth0: PostgreSQL has no place for it.
        return str(ipaddress.ip_address(address.partition("%")[0]))
    except ValueError:
        return ""


class _ByAddress(SimpleRateThrottle):
    cache = caches["memory"]

    def get_rate(self) -> str:
        rate: str = getattr(settings, f"{self.scope.upper()}_RATE")
        return rate

    def allow_request(self, request: Any, view: Any = None) -> bool:
        """Return whether the request is within the limit, and count it if so. Only a request to the API has a `view`."""
        return super().allow_request(request, view)

    def get_cache_key(self, request: Any, view: Any) -> str:
        return self.cache_format % {"scope": self.scope, "ident": _visitor(origin_of(request))}


def _visitor(address: str) -> str:
    """Return what counts as one visitor: an IPv4 address, or the network of an IPv6 address, in which a visitor has them all."""
    return str(ipaddress.ip_network(f"{address}/64", strict=False)) if ":" in address else address


class ApiThrottle(_ByAddress):
    """A limit of `API_RATE` requests to the API per IP address."""

    scope = "api"


class SearchThrottle(_ByAddress):
    """A limit of `SEARCH_RATE` searches per IP address. Search pages are never cached, so each request costs a search."""

    scope = "search"


class MailThrottle(_ByAddress):
    """A limit of `MAIL_RATE` forms per IP address that ask for messages by e-mail: each can send a mail to somebody else."""

    scope = "mail"


class PlanThrottle(_ByAddress):
    """A limit of `PLAN_RATE` workbooks per IP address: each costs a process, and seconds of this one."""

    scope = "plan"


def may_search(request: HttpRequest) -> bool:
    """Return whether the client is within `SEARCH_RATE`, and count this search if so."""
    return SearchThrottle().allow_request(request)


def limit_searches(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Decorate a view: answer 429, with `Retry-After` in seconds, to a client that searches more often than `SEARCH_RATE`."""

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
