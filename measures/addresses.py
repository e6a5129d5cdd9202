"""The URL paths of records: a cache, and whether a key has a path of its own."""

from functools import lru_cache

from django.urls import get_script_prefix, resolve, reverse


def address_of(name: str, *arguments: str | int) -> str:
    """Return `reverse(name, args=arguments)` from a cache. The cache key includes the script prefix, which a preview changes.

    A page has hundreds of paths, and `reverse()` is slow.
    """
    return _address(get_script_prefix(), name, *arguments)


@lru_cache(maxsize=8192)
def _address(prefix: str, name: str, *arguments: str | int) -> str:
    return reverse(name, args=arguments)


def leads_elsewhere(name: str, key: str) -> bool:
    """Return whether the path that the URL pattern `name` gives to `key` is that of another page.

    Raises `NoReverseMatch` when the pattern does not take such a key.
    """
    path = reverse(name, args=[key]).removeprefix(get_script_prefix())
    return resolve(f"/{path}").view_name != name
