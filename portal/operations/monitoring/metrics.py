"""Request metrics in the format of Prometheus, for clients that send the token in `METRICS_TOKEN`."""

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

# The label `adres` is the URL pattern, never the URL: a URL can hold search terms, and there are too many URLs for a label.
REQUESTS = Counter("portaal_verzoeken_total", "Antwoorden, per vorm van adres.", ["adres", "methode", "status"])
SECONDS = Histogram(
    "portaal_verzoek_seconden", "Duur van een antwoord in seconden, per vorm van adres.", ["adres"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)  # fmt: skip
METHODS = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}
UNKNOWN = "onbekend"


class CountRequests:
    """Middleware that counts every response and its duration. Off when `METRICS_TOKEN` is empty."""

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
    """Return the URL pattern of a request, such as `maatregelen/<slug:slug>/`, or `UNKNOWN` when no pattern matches."""
    try:
        return (request.resolver_match or resolve(request.path_info)).route or "/"
    except Resolver404:
        return UNKNOWN


@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Return the metrics of all processes of this machine. A wrong token gives a 401; an empty `METRICS_TOKEN`, a 404."""
    if not settings.METRICS_TOKEN:
        raise Http404
    if not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {settings.METRICS_TOKEN}"):
        refused = HttpResponse("Geef het token mee: Authorization: Bearer …\n", "text/plain; charset=utf-8", status=401)
        refused["WWW-Authenticate"] = "Bearer"
        return refused
    return HttpResponse(generate_latest(_registry()), CONTENT_TYPE_LATEST)


def _registry() -> CollectorRegistry:
    """Return the metrics of all workers, from the folder `PROMETHEUS_MULTIPROC_DIR`; without it, those of this process."""
    if not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        return REGISTRY
    together = CollectorRegistry()
    MultiProcessCollector(together)
    return together
