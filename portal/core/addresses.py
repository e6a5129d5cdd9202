"""The URL of the site, the part of the site that a request is for, and numbers in a request."""

import re

from django.http import HttpRequest

# `portal.urls` puts the pages of staff and the API below these paths.
STAFF = "/beheer/"
API = "/api/"
# The one public address that takes a form: a work plan comes in and goes out again, and nothing is kept.
PLAN_UPDATE = "/werkplan/bijwerken/"
# Paths that report the current state of this process.
OF_THIS_PROCESS = ("/gezondheid/", "/gereed/", "/metrics")


def base_of(request: HttpRequest) -> str:
    """Return the URL of the site without a slash at the end, such as `https://portaal.example.nl`."""
    return request.build_absolute_uri("/").rstrip("/")


def is_for_staff(request: HttpRequest) -> bool:
    """Return whether a request is for a page of staff: the admin, the desk or the login."""
    return request.path_info.startswith(STAFF)


def takes_a_form(request: HttpRequest) -> bool:
    """Return whether the address of a request takes a form: a page of staff, or the one public form."""
    return is_for_staff(request) or request.path_info == PLAN_UPDATE


def is_for_api(request: HttpRequest) -> bool:
    """Return whether a request is for the API, including paths below it that do not exist."""
    return request.path_info.startswith(API)


def is_for_visitors(request: HttpRequest) -> bool:
    """Return whether a request is for something public: neither for staff nor about the state of this process."""
    return not is_for_staff(request) and not request.path_info.startswith(OF_THIS_PROCESS)


def whole_number(text: str) -> int | None:
    """Return the number that a text writes in at most nine digits 0 to 9, or None.

    `str.isdigit()` is also true for "²", which `int()` refuses, and for the digits of other scripts.
    """
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else None
