"""The tag for a part of a list that is kept until the content changes."""

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

from portal.core.kept import Kept

register = template.Library()

# What the list shows (the label of its model), the name of the part, the chosen report, and the primary keys of the rows.
PartKey = tuple[str, str, int | None, tuple[int, ...]]
# The HTML of these parts, up to this many characters in all. The three lists without a filter have some 200,000.
_parts: Kept[PartKey, SafeString] = Kept(1_000_000, len)


class KeptPart(template.Node):
    """The HTML of a part of a list, made once for the same rows and the same chosen report; see `kept_part`."""

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name, self.nodelist = name, nodelist

    def render(self, context: Context) -> SafeString:
        rows, report = context["rows"], context["chosen_report"]
        key = (rows.model._meta.label, self.name, report.pk if report else None, rows.primary_keys)
        return _parts.one(key, lambda: self.nodelist.render(context))


@register.tag
def kept_part(parser: Parser, token: Token) -> KeptPart:
    """Keep the HTML between `{% kept_part name %}` and `{% endkept_part %}` in a template that extends `record_list.html`.

    What stands between them may depend only on `rows`, on `chosen_report`, and on the public content and the day: not on the
    request, the other filters or the number of the page. The name tells the parts of one list apart.
    """
    _, name = token.split_contents()
    nodelist = parser.parse(("endkept_part",))
    parser.delete_first_token()
    return KeptPart(name, nodelist)
