"""The URL patterns and error handlers of the portal, and `/bench/leeg/`: a view that does nothing, to measure the middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from portal import urls as portal
from portal.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def empty(request: HttpRequest) -> HttpResponse:
    """Return an empty response. It is private, so that it is never cached and every request goes through all middleware."""
    return HttpResponse(headers={"Cache-Control": "private"})


urlpatterns = [path("bench/leeg/", empty), *portal.urlpatterns]
