"""Linked data as Turtle, from the same graph as its JSON-LD, and for who asks for it."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers

Node = dict[str, Any]
TURTLE = "text/turtle"
# Characters that no IRI in Turtle may have.
NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
SEE_OTHER = 303


def to_turtle(prefixes: Mapping[str, str], graph: Sequence[Node]) -> bytes:
    """Return JSON-LD nodes as Turtle. `prefixes` are the context: every property and type has one of them.

    A value is a text, a dict with `@id` or `@value`, a node without `@id`, or a list of these.
    """
    heads = [f"@prefix {name}: <{address}> ." for name, address in prefixes.items()]
    nodes = [f"{_iri(node['@id'])}\n    {_properties(node, ' ;' + chr(10) + '    ')} ." for node in graph]
    return ("\n".join(heads) + "\n\n" + "\n\n".join(nodes) + "\n").encode()


def _properties(node: Node, between: str) -> str:
    types = node.get("@type", [])
    found = [f"a {', '.join([types] if isinstance(types, str) else types)}"] if types else []
    for name, value in node.items():
        if not name.startswith("@"):
            values = value if isinstance(value, list) else [value]
            found.append(f"{name} {', '.join(map(_value, values))}")
    return between.join(found)


def _value(value: str | Node) -> str:
    match value:
        case {"@id": str(address)}:
            return _iri(address)
        case {"@value": text, "@language": language}:
            return f"{_text(text)}@{language}"
        case {"@value": text, "@type": kind}:
            return f"{_text(text)}^^{kind}"
        case dict():
            return f"[ {_properties(value, ' ; ')} ]"
    return _text(value)


def _text(text: str) -> str:
    # The escapes of a JSON string are escapes of Turtle as well.
    return json.dumps(text, ensure_ascii=False)


def _iri(address: str) -> str:
    return f"<{NOT_IN_IRI.sub(lambda found: quote(found[0]), address)}>"


def lead_to_turtle(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Redirect a request for the open data page in Turtle to that file. Outside the cache, which keeps one answer per URL."""

    def middleware(request: HttpRequest) -> HttpResponse:
        asked = [part.partition(";")[0].strip() for part in request.headers.get("Accept", "").split(",")]
        if request.path_info != reverse("open-data"):
            return get_response(request)
        if TURTLE in asked and "text/html" not in asked:
            response: HttpResponse = HttpResponseRedirect(reverse("open-data-turtle"))
            response.status_code = SEE_OTHER
        else:
            response = get_response(request)
        patch_vary_headers(response, ["Accept"])
        return response

    return middleware
