"""The context of every page: site name, menu, theme, contact, canonical URL, newest progress report and preview."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from measures.models import Report
from measures.publication.gate import previewed
from portal.core.kept import Kept

# The menu: pairs of the name of a URL pattern and a label.
MENU = [
    ("roles", "Wat moet ik nu doen"),
    ("measures", "Maatregelen"),
    ("goals", "Doelen"),
    ("priorities", "Speerpunten"),
    ("bills", "Wetsvoorstellen"),
    ("motions", "Moties"),
    ("changes", "Wijzigingen"),
    ("overview", "Overzicht"),
    ("reports", "Rapportages"),
]
# One value, for the footer of every page.
_latest_report: Kept[str, Report | None] = Kept(1)


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "site_name": settings.SITE_NAME,
        # The canonical URL, without a query string. Lazy, because it raises `DisallowedHost` for an unknown host name. The error
        # page for that exception has this context too, but does not use the URL.
        "here": SimpleLazyObject(lambda: request.build_absolute_uri(request.path)),
        "theme": {"stylesheet": settings.THEME_STYLESHEET, "class": settings.THEME_CLASS},
        "site_sections": MENU,
        "site_contact": settings.SITE_CONTACT,
        "previewed_report": SimpleLazyObject(lambda: Report.objects.filter(pk=previewed()).first()) if previewed() else None,
        "latest_report": SimpleLazyObject(lambda: _latest_report.one("", Report.objects.published().newest_progress)),
    }
