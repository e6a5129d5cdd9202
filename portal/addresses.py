"""Addresses in full, for what is read outside the site."""

from django.http import HttpRequest


def base_of(request: HttpRequest) -> str:
    """The address of the site, without a slash at the end."""
    return request.build_absolute_uri("/").rstrip("/")
