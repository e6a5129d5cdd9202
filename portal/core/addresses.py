"""Addresses in full, and which part of the site a request is for."""

from django.http import HttpRequest

# `portal.urls` hangs the pages of staff and the API below these.
STAFF = "/beheer/"
API = "/api/"


def base_of(request: HttpRequest) -> str:
    """Return the address of the site without a slash at the end, such as `https://portaal.example.nl`."""
    return request.build_absolute_uri("/").rstrip("/")


def is_for_staff(request: HttpRequest) -> bool:
    """Return whether a request is for a page of staff: the admin, the desk or logging in."""
    return request.path_info.startswith(STAFF)


def is_for_api(request: HttpRequest) -> bool:
    """Return whether a request is for the API, an unknown address below it included."""
    return request.path_info.startswith(API)
