"""The URL patterns under /beheer/, read from the URL configuration."""

from django.urls import URLResolver, get_resolver

STAFF = "beheer/"


def patterns():
    """Return route and name of every URL pattern under /beheer/. An unnamed pattern has the name ""."""
    return [(route, name) for route, name in _walk(get_resolver().url_patterns, "") if route.startswith(STAFF)]


def _walk(found, before):
    for each in found:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, route)
        else:
            yield route, each.name or ""
