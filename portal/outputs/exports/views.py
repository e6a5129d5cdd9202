"""The downloads. A file has the path of its HTML page with an extension, and the same query parameters."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from measures.models import Role
from portal.agenda.overview import overview, overview_filter
from portal.agenda.views import role_filter, role_view
from portal.core.addresses import base_of
from portal.outputs.exports.agenda import role_document, role_table
from portal.outputs.exports.briefing import Briefing, briefing_of_bill, briefing_of_goal, briefing_of_measure, to_docx
from portal.outputs.exports.csv_file import to_csv
from portal.outputs.exports.lists import LISTS
from portal.outputs.exports.overview import overview_document
from portal.outputs.exports.pdf import to_pdf
from portal.outputs.exports.refusal import refusal
from portal.outputs.exports.spreadsheet import file_of
from portal.outputs.exports.spreadsheet.book import book_of

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def _file(content: bytes, name: str, extension: str) -> HttpResponse:
    # A browser shows a PDF, and saves the tables.
    how = "inline" if extension == "pdf" else "attachment"
    headers = {"Content-Disposition": f'{how}; filename="{name}.{extension}"'}
    return HttpResponse(content, content_type=TYPES[extension], headers=headers)


def list_export(request: HttpRequest, name: str, extension: str) -> HttpResponse:
    export = LISTS[name](request)
    if refused := refusal(request, f"/{name}/", export.filterset):
        return refused
    if extension == "csv":
        return _file(to_csv(export.table), name, extension)
    return file_of(book_of(export.table), name, extension)


@role_view
def role_export(request: HttpRequest, role: Role, extension: str) -> HttpResponse:
    filterset = role_filter(request, role)
    if refused := refusal(request, role.get_absolute_url(), filterset):
        return refused
    base, name = base_of(request), f"nu-{role.slug}"
    if extension == "pdf":
        return _file(to_pdf("agenda", role_document(role, filterset, base)), name, extension)
    return _file(to_csv(role_table(role, filterset, base)), name, extension)


def measure_briefing(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    return _briefing(request, briefing_of_measure, slug, extension)


def bill_briefing(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    return _briefing(request, briefing_of_bill, slug, extension)


def goal_briefing(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    return _briefing(request, briefing_of_goal, slug, extension)


def _briefing(request: HttpRequest, make: Callable[[str, str], Briefing], slug: str, extension: str) -> HttpResponse:
    """Send a briefing of one A4. It is always of today, and takes no parameters."""
    if refused := refusal(request, f"{request.path.rpartition('.')[0]}/"):
        return refused
    found, name = make(slug, base_of(request)), f"doel-{slug}" if slug.isdecimal() else slug
    if extension == "docx":
        return _file(to_docx(found, settings.SITE_NAME), name, extension)
    return _file(to_pdf("briefing", found.as_data), name, extension)


def overview_export(request: HttpRequest) -> HttpResponse:
    filterset = overview_filter(request.GET)
    if refused := refusal(request, reverse("overview"), filterset):
        return refused
    document = overview_document(overview(filterset), filterset.in_words())
    return _file(to_pdf("overview", document), "overzicht", "pdf")
