"""Addresses of records. A page has hundreds of them, and finding one out again costs more than writing it down."""

from functools import lru_cache

from django.urls import get_script_prefix, reverse


def address_of(name: str, *arguments: str | int) -> str:
    """What `reverse` says, once for each address; below the prefix of a preview it is another one."""
    return _address(get_script_prefix(), name, *arguments)


@lru_cache(maxsize=8192)
def _address(prefix: str, name: str, *arguments: str | int) -> str:
    return reverse(name, args=arguments)
