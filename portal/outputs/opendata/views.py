"""The open data page and its files."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from portal.core.addresses import base_of
from portal.outputs.api.contract import BASE as API
from portal.outputs.exports.refusal import refusal
from portal.outputs.feeds.atom import MOST
from portal.outputs.linked_data import script
from portal.outputs.opendata.catalogue import to_jsonld, to_ttl
from portal.outputs.opendata.dataset import dataset
from portal.outputs.opendata.edition import LICENCE_ADDRESS, edition
from portal.outputs.opendata.files import table_csv
from portal.outputs.opendata.package import Package
from portal.outputs.opendata.tables import TABLES
from portal.outputs.turtle import TURTLE


def _without_query(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return a view that refuses any query parameter. The files of the open data have none."""

    @wraps(view)
    def checked(request: HttpRequest, **kwargs: str) -> HttpResponse:
        return refusal(request, reverse("open-data")) or view(request, **kwargs)

    return checked


def _open_file(content: bytes, content_type: str, name: str = "") -> HttpResponse:
    """Return a file that every website may read (CORS). With a `name`, a browser saves it."""
    headers = {"Access-Control-Allow-Origin": "*"}
    if name:
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return HttpResponse(content, content_type=content_type, headers=headers)


def open_data(request: HttpRequest) -> HttpResponse:
    base, now = base_of(request), edition()
    context = {
        "edition": now,
        "tables": [(table, table.count()) for table in TABLES.values()],
        "base": base,
        "api": base + API,
        "feed": reverse("changes-feed"),
        "most_in_feed": MOST,
        "licence": LICENCE_ADDRESS,
        "structured": script(dataset(now, base)),
    }
    return render(request, "opendata/open_data.html", context)


@_without_query
def package(request: HttpRequest) -> HttpResponse:
    archive = Package(base_of(request)).archive
    return _open_file(archive.content, "application/zip", archive.name)


@_without_query
def descriptor(request: HttpRequest) -> HttpResponse:
    return _open_file(Package(base_of(request)).descriptor.content, "application/json")


@_without_query
def table(request: HttpRequest, name: str) -> HttpResponse:
    found = TABLES[name]
    return _open_file(table_csv(found, base_of(request)), "text/csv; charset=utf-8", found.path)


@_without_query
def dcat(request: HttpRequest) -> HttpResponse:
    return _open_file(to_jsonld(base_of(request)), "application/ld+json")


@_without_query
def turtle(request: HttpRequest) -> HttpResponse:
    return _open_file(to_ttl(base_of(request)), f"{TURTLE}; charset=utf-8")
