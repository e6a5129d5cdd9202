"""The context of every page: site name, menu, theme, contact, canonical URL, newest reports and preview."""

from functools import cache

from django.conf import settings
from django.db.models import Q, Subquery
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from measures.models import Report
from measures.publication.gate import previewed
from measures.querysets import newest_progress
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
# One value, for the footer of every page: the newest progress report, and the newest report of any kind.
_newest: Kept[str, tuple[Report | None, Report | None]] = Kept(1)


def _newest_reports() -> tuple[Report | None, Report | None]:
    """Return both in one query, which sends two rows at most, because every page asks for them.

    A source that is no report tells one thing, such as a vote: it does not bring the rest of the site up to date.
    """
    published = Report.objects.published()
    firsts = [Subquery(each.newest_first().values("pk")[:1]) for each in (published.reports(), published.progress())]
    found = list(published.filter(Q(pk=firsts[0]) | Q(pk=firsts[1])))
    return newest_progress(found), max(found, key=lambda report: report.order, default=None)


def site(request: HttpRequest) -> dict[str, object]:
    # Asked only once for a page, and only by a page that shows it.
    newest = cache(lambda: _newest.one("", _newest_reports))
    return {
        "site_name": settings.SITE_NAME,
        # The canonical URL, without a query string. Lazy, because it raises `DisallowedHost` for an unknown host name. The error
        # page for that exception has this context too, but does not use the URL.
        "here": SimpleLazyObject(lambda: request.build_absolute_uri(request.path)),
        "theme": {"stylesheet": settings.THEME_STYLESHEET, "class": settings.THEME_CLASS},
        "site_sections": MENU,
        "site_contact": settings.SITE_CONTACT,
        "previewed_report": SimpleLazyObject(lambda: Report.objects.filter(pk=previewed()).first()) if previewed() else None,
        "latest_report": SimpleLazyObject(lambda: newest()[0]),
        "newest_source": SimpleLazyObject(lambda: newest()[1]),
    }
