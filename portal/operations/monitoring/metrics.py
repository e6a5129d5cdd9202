"""What the portal does, counted in the format of Prometheus, for who has the token of `METRICS_TOKEN`."""

import os
import time
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

# The shape of an address, never the address itself: what somebody searched for is no metric.
REQUESTS = Counter("portaal_verzoeken_total", "Antwoorden, per vorm van adres.", ["adres", "methode", "status"])
SECONDS = Histogram(
    "portaal_verzoek_seconden", "Duur van een antwoord in seconden, per vorm van adres.", ["adres"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)  # fmt: skip
METHODS = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}
UNKNOWN = "onbekend"


class CountRequests:
    """Count every answer and how long it took. Not used without `METRICS_TOKEN`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.METRICS_TOKEN:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        response = self.get_response(request)
        shape = shape_of(request)
        SECONDS.labels(shape).observe(time.perf_counter() - begun)
        method = request.method if request.method in METHODS else UNKNOWN
        REQUESTS.labels(shape, method, str(response.status_code)).inc()
        return response


def shape_of(request: HttpRequest) -> str:
    """The pattern of the address, such as maatregelen/<slug:slug>/; addresses that do not exist are one."""
    try:
        return (request.resolver_match or resolve(request.path_info)).route or "/"
    except Resolver404:
        return UNKNOWN


@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """All counts, of all processes of this machine. Without a token in the settings this page does not exist."""
    if not settings.METRICS_TOKEN:
        raise Http404
    if not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {settings.METRICS_TOKEN}"):
        refused = HttpResponse("Geef het token mee: Authorization: Bearer …\n", "text/plain; charset=utf-8", status=401)
        refused["WWW-Authenticate"] = "Bearer"
        return refused
    return HttpResponse(generate_latest(_registry()), CONTENT_TYPE_LATEST)


def _registry() -> CollectorRegistry:
    """Processes that share a folder (gunicorn.conf.py makes it) are counted together."""
    if not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        return REGISTRY
    together = CollectorRegistry()
    MultiProcessCollector(together)
    return together
