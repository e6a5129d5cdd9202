"""The portal's addresses and handlers, and `/bench/leeg/`: what the stack costs when a view does nothing."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from portal import urls as portal
from portal.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def empty(request: HttpRequest) -> HttpResponse:
    """Private, so that the portal's memory does not answer: every request goes through all of the middleware."""
    return HttpResponse(headers={"Cache-Control": "private"})


urlpatterns = [path("bench/leeg/", empty), *portal.urlpatterns]
