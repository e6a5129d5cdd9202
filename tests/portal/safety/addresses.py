"""Every address pattern under /beheer/, from the resolver itself."""

from django.urls import URLResolver, get_resolver

STAFF = "beheer/"


def patterns():
    """Every pattern under /beheer/: what its address looks like, and its name."""
    return [(route, name) for route, name in _walk(get_resolver().url_patterns, "") if route.startswith(STAFF)]


def _walk(found, before):
    for each in found:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, route)
        else:
            yield route, each.name or ""
