"""The picture of a shared link, and the small page that another site may frame."""

from dataclasses import asdict, replace
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt

from portal.core.addresses import base_of
from portal.outputs.exports.pdf import to_png
from portal.outputs.exports.refusal import refusal
from portal.outputs.sharing.cards import CARDS

# Any site may frame the small page. It has no form, no script and no cookie, so there is nothing in it to click by mistake.
FRAMED = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"


def picture(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Send the picture of a shared link, 1200 by 630 pixels."""
    card = CARDS[kind](slug)
    if refused := refusal(request, card.path):
        return refused
    data = asdict(replace(card, chart=None)) | {
        "name": card.name,
        "site": settings.SITE_NAME,
        "host": base_of(request).partition("://")[2],
    }
    return HttpResponse(to_png("card", data), content_type="image/png")


@xframe_options_exempt
def framed(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Render the small page. It needs no script, and its links open in the whole window."""
    try:
        card = CARDS[kind](slug)
    except Http404:
        return framed_refusal(request, 404, f"Dit staat niet of niet meer op {settings.SITE_NAME}.", reverse("search"), "Zoek")
    if refusal(request, card.path):
        return framed_refusal(request, 400, "Dit adres klopt niet: na het vraagteken staat iets te veel.", card.path, "Lees dit")
    return _small_page(request, "framed", {"card": card}, card.path)


@xframe_options_exempt
def framed_refusal(request: HttpRequest, status: int, said: str, path: str, link: str) -> HttpResponse:
    """Render a small page that says in one sentence why there is nothing else, with a link to `path` on this site.

    A browser shows nothing of a page that may not be framed, so the site around it would have an empty box. `link` is the begin
    of the words of the link, such as "Zoek" (search).
    """
    return _small_page(request, "framed_refusal", {"said": said, "link": link}, path, status)


def _small_page(request: HttpRequest, template: str, context: dict[str, Any], path: str, status: int = 200) -> HttpResponse:
    """Render a page that another site may frame. `path` leads on, to a page of this site."""
    context |= {"address": base_of(request) + path}
    response = render(request, f"sharing/{template}.html", context, status=status)
    response["Content-Security-Policy"] = FRAMED
    return response
