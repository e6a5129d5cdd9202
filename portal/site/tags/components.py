"""Tags that take a body, such as the rows of a table, and the tag for the place of a fact in its report."""

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

# A tag and not a template: it stands dozens of times on a page.
PLACE = '<details class="place"> <summary>vindplaats</summary> <span>{}</span> </details>'


@register.simple_tag
def place(location: str) -> SafeString:
    """Return the place of a fact in its report, closed until the visitor opens it."""
    return format_html(PLACE, location)


@register.simple_block_tag
def trim(content: SafeString) -> SafeString:
    """Return the body without the white space around it, so that a template may spread a title over lines."""
    # A part of what is safe is safe.
    return SafeString(content.strip())  # nosec


@register.simple_block_tag
def table(content: SafeString, caption: str, label: str = "", style: str = "") -> SafeString:
    """Render `components/table.html` around the head and the body of a table."""
    context = {"content": content, "caption": caption, "label": label, "style": style}
    return render_to_string("components/table.html", context)


@register.simple_block_tag
def fold(content: SafeString, title: str, aside: str = "") -> SafeString:
    """Render `components/fold.html` around anything, such as a table."""
    return render_to_string("components/fold.html", {"content": content, "title": title, "aside": aside})
