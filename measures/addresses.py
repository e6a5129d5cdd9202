"""A cache of the URL paths of records. A page has hundreds of them, and `reverse()` is slow."""

from functools import lru_cache

from django.urls import get_script_prefix, reverse


def address_of(name: str, *arguments: str | int) -> str:
    """Return `reverse(name, args=arguments)` from a cache. The cache key includes the script prefix, which a preview changes."""
    return _address(get_script_prefix(), name, *arguments)


@lru_cache(maxsize=8192)
def _address(prefix: str, name: str, *arguments: str | int) -> str:
    return reverse(name, args=arguments)
