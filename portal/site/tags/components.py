"""Tags that take a body, such as the rows of a table."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_block_tag
def trim(content: SafeString) -> SafeString:
    """Return the body without the white space around it, so that a template may spread a title over several lines."""
    # Still safe: `strip` removes only white space.
    return SafeString(content.strip())  # nosec


@register.simple_block_tag
def table(content: SafeString, caption: str, label: str = "", style: str = "", sortable: bool = False) -> SafeString:
    """Render `components/table.html` around the body, a `<thead>` and a `<tbody>`.

    `label`: the accessible name, by default the caption. `style`: a CSS class of the table. `sortable`: the script of the pages
    lets the visitor sort it.
    """
    context = {"content": content, "caption": caption, "label": label, "style": style, "sortable": sortable}
    return render_to_string("components/table.html", context)


@register.simple_block_tag
def fold(content: SafeString, title: str, aside: str = "") -> SafeString:
    """Render the body as a `<details>` that is closed at first. `aside`: text beside the title."""
    return render_to_string("components/fold.html", {"content": content, "title": title, "aside": aside})
