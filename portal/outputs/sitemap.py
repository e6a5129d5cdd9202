"""The sitemap, with the last modification of each page, and `robots.txt`."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemaps
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from measures.kinds import KINDS, MEASURE, kind_of
from measures.models import Action, Correction, Measure, Report, Role
from measures.models.base import Record
from portal.core.addresses import LETTERS, LETTERS_END

# The path of a page, and the time of its last modification; None when that is unknown.
SitemapPage = tuple[str, dt.datetime | None]

PAGES = [
    "home", "roles", "parents", "changes", "overview", "measures", "goals", "priorities", "bills", "motions", "reports", "search",
    "api", "open-data", "workplan-update", "letters", "glossary", "about", "components", "accessibility", "privacy",
    "vulnerability",
]  # fmt: skip


class PageMap(Sitemap):
    """Django's sitemap for a list of `SitemapPage` tuples."""

    def __init__(self, pages: Iterable[SitemapPage]) -> None:
        self.pages = list(pages)

    def items(self) -> list[SitemapPage]:
        return self.pages

    def location(self, page: SitemapPage) -> str:
        return page[0]

    def lastmod(self, page: SitemapPage) -> dt.datetime | None:
        return page[1]


class Moments:
    """The times at which snapshots and reports last changed: by publication here, or by a later correction. One query."""

    def __init__(self) -> None:
        self._of_stand: dict[tuple[str, str, int], list[dt.datetime]] = defaultdict(list)
        self._of_report: dict[int, list[dt.datetime]] = defaultdict(list)
        for correction in Correction.objects.published():
            key = correction.subject_type, correction.subject_key, correction.report_id
            self._of_stand[key].append(correction.made_at)
            self._of_report[correction.report_id].append(correction.made_at)

    def of_stand(self, record: Record, report: Report) -> dt.datetime | None:
        """Return the last change of the snapshot of `record` in `report`."""
        kind = kind_of(record)
        return _newest([report.published_at, *self._of_stand[(kind.word, kind.key_of(record), report.pk)]])

    def of_record(self, record: Record) -> dt.datetime | None:
        """Return the last change of any snapshot of `record`. Needs `with_stand()`."""
        return _newest(self.of_stand(record, stand.report) for stand in record.stands)

    def of_report(self, report: Report) -> dt.datetime | None:
        """Return the time at which this site published `report`, or of its last correction if that is later; None for a draft."""
        return _newest([report.published_at, *self._of_report[report.pk]])


def _newest(moments: Iterable[dt.datetime | None]) -> dt.datetime | None:
    return max(filter(None, moments), default=None)


def public_pages() -> Iterator[SitemapPage]:
    """Yield every public page. A page that depends on the current day, or on all data, has no last modification."""
    moments = Moments()
    yield from ((reverse(name), None) for name in PAGES)
    for measure in Measure.objects.published().with_stand().in_order():
        yield measure.get_absolute_url(), moments.of_record(measure)
        for stand in measure.stands:
            yield stand.get_absolute_url(), moments.of_stand(measure, stand.report)
    # Put goals before bills and motions, as in the menu. Goals are the only kind with `is_compared=False`, and False sorts
    # before True.
    for kind in sorted(KINDS, key=lambda kind: kind.is_compared):
        if kind != MEASURE:
            for record in kind.model.objects.published().with_stand():
                yield record.get_absolute_url(), moments.of_record(record)
    for report in Report.objects.published().newest_first():
        yield report.get_absolute_url(), moments.of_report(report)
    for role in Role.objects.published():
        yield reverse("workplan", args=[role.slug]), None
        yield from ((address, None) for address in (role.get_absolute_url(), reverse("changed-for-role", args=[role.slug])))
    yield from ((action.get_absolute_url(), None) for action in Action.objects.published())


def sitemap(request: HttpRequest) -> HttpResponse:
    return sitemaps.sitemap(request, {"pages": PageMap(public_pages())})


def robots(request: HttpRequest) -> HttpResponse:
    """Return `/robots.txt` (RFC 9309): everything is allowed except the admin, search results and pages of one reader."""
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('admin:index')}",
        # Search results have countless URLs, and their content is also on other pages.
        f"Disallow: {reverse('search')}?q=",
        # The form with a subject filled in, and the page of a link in a mail.
        f"Disallow: {LETTERS}?",
        f"Disallow: {LETTERS_END}",
        "",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
