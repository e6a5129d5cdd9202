"""Tags for what a page tells who shares it: its title, its words and its picture, and how to frame it."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import escape

from laws.models import Bill
from measures.models import Goal, Measure, Role
from motions.models import Motion
from portal.core.addresses import base_of
from portal.core.dates import in_dutch, today
from portal.outputs.sharing.cards import Card, card_of_bill, card_of_goal, card_of_measure, card_of_motion

register = template.Library()
# What has a card and a small page.
Shared = Measure | Bill | Motion | Goal | Role


def _name_and_key(record: Shared) -> tuple[str, str]:
    name = type(record)._meta.model_name
    return str(name), str(record.number) if isinstance(record, Motion | Goal) else record.slug


def _title_and_words(card: Card) -> tuple[str, str]:
    return card.name, card.in_words


@register.inclusion_tag("sharing/head.html", takes_context=True)
def shared(context: Context, record: Shared) -> dict[str, Any]:
    """Return the `og:` and `twitter:` elements of the page of a record. Needs what the card of its kind needs."""
    match record:
        case Measure():
            title, words = _title_and_words(card_of_measure(record))
        case Bill():
            title, words = _title_and_words(card_of_bill(record))
        case Motion():
            title, words = _title_and_words(card_of_motion(record))
        case Goal():
            title, words = _title_and_words(card_of_goal(record))
        case Role():
            title = f"Wat moeten {record.plural} nu doen?"
            words = "Wat nu moet, wat eraan komt, hoe zeker dat is, en wat nu al kan."
    name, key = _name_and_key(record)
    return {
        "title": title,
        "words": words,
        "site_name": context["site_name"],
        "here": context["here"],
        "picture": base_of(context["request"]) + reverse(f"{name}-picture", args=[key]),
    }


@register.simple_tag(takes_context=True)
def framed_address(context: Context, record: Shared) -> str:
    """Return the absolute URL of the small page about a record."""
    name, key = _name_and_key(record)
    return base_of(context["request"]) + reverse(f"{name}-framed", args=[key])


@register.simple_tag
def line_to_paste(address: str, title: str, height: int) -> str:
    """Return the HTML with which another site frames the small page at `address`. The template shows it as text.

    `height`, in pixels, is enough for most pages at 400 pixels wide; the frame scrolls where it is not.
    """
    return f'<iframe src="{escape(address)}" title="{escape(title)}" width="100%" height="{height}" loading="lazy"></iframe>'


@register.simple_tag
def day_of_today() -> str:
    """Return today in words, for a citation."""
    return in_dutch(today())
