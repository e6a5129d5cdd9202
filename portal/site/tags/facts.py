"""Tags for the source of a fact: its place in a report, its own address on a page, and a mail to the editors about it."""

from collections.abc import Iterable
from urllib.parse import quote, urlencode, urlsplit

from django import template
from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from laws.models import (
    BillElement,
    BillName,
    BillSnapshot,
    Contribution,
    EntryIntoForce,
    LegalBasis,
    PlanningStep,
    Requirement,
    Station,
)
from measures.models import (
    ActionMention,
    Finding,
    GoalSnapshot,
    MeasureItem,
    MeasureSnapshot,
    PriorityItem,
    PrioritySnapshot,
    Report,
    Representation,
    SectionItem,
)
from measures.models.base import Located
from motions.models import MotionPaper, MotionSnapshot
from portal.core.addresses import base_of
from portal.core.sources import Source
from portal.site.html import fill

register = template.Library()

# The first word of the address of a fact on a page. The rest is its primary key, which stays while the row does.
WORDS: dict[type[Model], str] = {
    MeasureItem: "punt",
    PriorityItem: "speerpuntpunt",
    SectionItem: "hoofdstukpunt",
    BillElement: "onderdeel",
    MeasureSnapshot: "stand",
    BillSnapshot: "plan",
    MotionSnapshot: "motiestand",
    GoalSnapshot: "doelstand",
    PrioritySnapshot: "speerpuntstand",
    Finding: "bevinding",
    Contribution: "bijdrage",
    PlanningStep: "planning",
    EntryIntoForce: "inwerkingtreding",
    BillName: "naam",
    Station: "gebeurtenis",
    Requirement: "gevolg",
    LegalBasis: "grondslag",
    ActionMention: "vermelding",
    MotionPaper: "bron",
    Representation: "veldpartij",
}
# HTML in Python, because it appears dozens of times on a page and including a template is slow; see `tags.portal`.
PLACE = '<details class="place"{}> <summary>vindplaats</summary> <span>{}</span> {}</details>'
OWN_ADDRESS = '<a href="#{}">adres van dit feit</a> '
SOURCE = '<p class="source"{}><span class="source__label">{}:</span> {}{} {}</p>'
REPORT = '<a href="{}">{}</a>, '
ID = ' id="{}"'
WRONG = '<a class="wrong" href="{}">Klopt dit niet?</a>'
# What stands in a location between the heading or table row and the words to search for.
BEFORE_WORDS = ": „"
# An empty string needs no escaping.
NOTHING = SafeString("")  # nosec


@register.filter
def anchor(row: Located) -> str:
    """Return the HTML id of a fact on the pages that show it, such as "planning-12"."""
    return f"{WORDS[type(row)]}-{row.pk}"


@register.simple_tag(takes_context=True)
def place(context: Context, row: Located) -> SafeString:
    """Return the place of a fact in its report, its address and a mail about it, as a `<details>` that is closed at first.

    HTML that pages share is made without a request. It has the place alone, because it can stand on a page twice.
    """
    if not hasattr(context, "request"):
        return format_html(PLACE, NOTHING, row.location, NOTHING)
    at = anchor(row)
    more = format_html(OWN_ADDRESS, at) + wrong_on_page(context, at, row.location)
    return format_html(PLACE, format_html(ID, at), row.location, more)


@register.simple_tag(takes_context=True)
def place_in_report(context: Context, source: Source, at: str) -> SafeString:
    """Return a fact's report and its place in it, and a mail about the element `at`, as a `<details>` that is closed at first."""
    report, name = source.report, source.report.short_name
    where = fill(REPORT + "{}", report.get_absolute_url(), name, source.location)
    return fill(PLACE, NOTHING, where, wrong_on_page(context, at, f"{name}, {source.location}"))


@register.simple_tag(takes_context=True)
def source(context: Context, row: Located | Source, at: str = "", of_report: bool = False) -> SafeString:
    """Return a link to the report of a fact, with its place in it and a mail about it.

    `at`: the id of the element that shows the fact, if that is not this line; a `Source` needs it. `of_report`: the page is that
    of the report, so that only the place is said.
    """
    own = NOTHING
    if isinstance(row, Located) and not at:
        at = anchor(row)
        own = format_html(ID, at)
    mail = wrong_on_page(context, at, row.location)
    if of_report:
        return format_html(SOURCE, own, "Vindplaats", NOTHING, row.location, mail)
    return format_html(SOURCE, own, "Bron", _report(row.report), row.location, mail)


def source_line(report: Report, location: str) -> SafeString:
    """Return a link to a report, with the place of a fact in it, for HTML that pages share: without an address or a mail."""
    return format_html(SOURCE, NOTHING, "Bron", _report(report), location, NOTHING)


def _report(report: Report) -> SafeString:
    return format_html(REPORT, report.get_absolute_url(), report.title)


@register.simple_tag(takes_context=True)
def wrong_on_page(context: Context, at: str, location: str) -> SafeString:
    """Return a link that mails the editors about the element `at` of this page, as the visitor filtered it; see `wrong_at`."""
    request = _mailing(context)
    return wrong_at(context, f"{request.get_full_path()}#{at}", location) if request else NOTHING


@register.simple_tag(takes_context=True)
def wrong_statement(context: Context, at: str, text: str, sources: Iterable[tuple[str, str]]) -> SafeString:
    """Return a link that mails the editors about a sentence of the portal itself, which follows from these sources.

    `sources` are pairs of the name and the address of a source.
    """
    return wrong_on_page(context, at, f"{', '.join(words for words, _ in sources)}. Hier staat: {text}")


def wrong_at(context: Context, address: str, location: str) -> SafeString:
    """Return a link that mails the editors about a fact; nothing on a site without an address for that.

    `address` is a path, with a fragment or not. `location` is the place of the fact in its source; the mail has it without the
    words to search for, which stand at that address.
    """
    request = _mailing(context)
    if request is None:
        return NOTHING
    subject, heading = urlsplit(address).path.strip("/") or "voorpagina", location.partition(BEFORE_WORDS)[0]
    return format_html(WRONG, mail_to_editors(settings.SITE_CONTACT, subject, base_of(request) + address, heading))


def _mailing(context: Context) -> HttpRequest | None:
    """Return the request of a page that mails the editors; None on a site without an address for that, or without a request."""
    return getattr(context, "request", None) if settings.SITE_CONTACT else None


@register.simple_tag
def mail_to_editors(contact: str, title: str, address: str, place: str) -> str:
    """Return the `mailto:` URL that asks whether something on a page is right, with the page and the place in the source."""
    lines = [f"Pagina: {address}", f"Plaats in de bron: {place}" if place else "", "Wat klopt er niet? "]
    words = {"subject": f"Klopt dit niet: {title}", "body": "\n".join(filter(None, lines))}
    return f"mailto:{contact}?{urlencode(words, quote_via=quote)}"
