"""The context of every page: site name, menu, theme, contact, canonical URL, newest reports and preview."""

from functools import cache

from django.conf import settings
from django.db.models import Q, Subquery
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from measures.enums import OTHER_SOURCES
from measures.models import Report
from measures.publication.gate import previewed
from measures.querysets import newest_progress
from portal.core.dates import today
from portal.core.kept import Kept

# The menu: pairs of the name of a URL pattern and a label. The header shows the first five, the footer the others.
MENU = [
    ("roles", "Wat moet ik nu doen"),
    ("measures", "Hoe staat het ervoor"),
    ("bills", "Wanneer gaat de wet in"),
    ("changes", "Wat is er veranderd"),
    ("motions", "Moties"),
    ("overview", "Overzicht van alle maatregelen"),
    ("goals", "Doelen"),
    ("priorities", "Speerpunten van 2022"),
    ("reports", "Rapportages en bronnen"),
]
IN_HEADER = 5
Newest = tuple[Report | None, Report | None, Report | None]
# One value, for the footer of every page: the newest progress report, the newest report of any kind, and the newest source.
_newest: Kept[str, Newest] = Kept(1)


def _newest_reports() -> Newest:
    """Return the three in one query, which sends three rows at most, because every page asks for them.

    A source that is no report tells one thing, such as a vote: it does not bring the rest of the site up to date. Of such
    sources only those count that give a day themselves, on or before today.
    """
    published = Report.objects.published()
    dated = published.filter(kind__in=OTHER_SOURCES, is_undated=False, publication_latest__lte=today())
    firsts = [
        Subquery(each.values("pk")[:1])
        for each in (
            published.reports().newest_first(),
            published.progress().newest_first(),
            dated.order_by("-publication_latest", "-pk"),
        )
    ]
    found = list(published.filter(Q(pk=firsts[0]) | Q(pk=firsts[1]) | Q(pk=firsts[2])))
    reports = [each for each in found if each.is_report]
    news = next((each for each in found if not each.is_report), None)
    return newest_progress(reports), max(reports, key=lambda report: report.order, default=None), news


def site(request: HttpRequest) -> dict[str, object]:
    # Asked only once for a page, and only by a page that shows it.
    newest = cache(lambda: _newest.one("", _newest_reports))
    return {
        "site_name": settings.SITE_NAME,
        # The canonical URL, without a query string. Lazy, because it raises `DisallowedHost` for an unknown host name. The error
        # page for that exception has this context too, but does not use the URL.
        "here": SimpleLazyObject(lambda: request.build_absolute_uri(request.path)),
        "theme": {"stylesheet": settings.THEME_STYLESHEET, "class": settings.THEME_CLASS},
        "site_sections": MENU[:IN_HEADER],
        "more_sections": MENU[IN_HEADER:],
        "site_sender": settings.SITE_SENDER,
        "site_contact": settings.SITE_CONTACT,
        "previewed_report": SimpleLazyObject(lambda: Report.objects.filter(pk=previewed()).first()) if previewed() else None,
        "latest_report": SimpleLazyObject(lambda: newest()[0]),
        "newest_source": SimpleLazyObject(lambda: newest()[1]),
        "newest_news": SimpleLazyObject(lambda: newest()[2]),
    }
