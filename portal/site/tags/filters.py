"""The tags for the fields of a filter form."""

from django import template
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from measures.filters import HasWords
from portal.core.kept import Kept

register = template.Library()

# The HTML of fields, up to this many characters in all. A field with a choice of all measures takes about 4,000.
LARGEST = 4_000_000
FieldKey = tuple[type, str, str]
_fields: Kept[FieldKey, SafeString] = Kept(LARGEST, len)


@register.simple_tag
def filter_fields(filterset: HasWords) -> SafeString:
    """Return the fields of a filter form.

    The HTML of each field is kept until the content changes, by its value: it is the same on every page with this filter.
    Reading and rendering its choices would take most of the time of a page. A field with an error is not kept.
    """
    fields = {(type(filterset), field.name, repr(field.value())): field for field in filterset.form}
    good = [key for key, field in fields.items() if not field.errors]
    kept = _fields.of(good, lambda keys: {key: _html_of(fields[key]) for key in keys})
    return format_html_join("", "{}", ((kept.get(key) or _html_of(field),) for key, field in fields.items()))


def _html_of(field: BoundField) -> SafeString:
    return render_to_string("components/filter_field.html", {"field": field})
