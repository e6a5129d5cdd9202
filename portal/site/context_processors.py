"""What every page shows: the name of the site and the report that it speaks for."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from measures.models import Report
from measures.publication.gate import previewed

# The menu: name of the address, label.
SECTIONS = [
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


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "site_name": settings.SITE_NAME,
        # The permanent address of this page: without a query. Asked for only where it is shown: under a name that is not ours
        # there is none, and the page that says so must not need it.
        "here": SimpleLazyObject(lambda: request.build_absolute_uri(request.path)),
        "theme": {"stylesheet": settings.THEME_STYLESHEET, "class": settings.THEME_CLASS},
        "site_sections": SECTIONS,
        "site_contact": settings.SITE_CONTACT,
        "previewed_report": SimpleLazyObject(lambda: Report.objects.filter(pk=previewed()).first()) if previewed() else None,
        "latest_report": SimpleLazyObject(lambda: Report.objects.published().newest_progress()),
    }
