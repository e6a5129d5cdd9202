"""The URL of the site, the part of the site that a request is for, and numbers in a request."""

import re
from urllib.parse import urlsplit

from django.http import HttpRequest

# `portal.urls` puts the pages of staff and the API below these paths.
STAFF = "/beheer/"
API = "/api/"
# The public addresses that take a form. A work plan comes in and goes out again, and nothing is kept; below the second a reader
# asks for messages by e-mail, changes them and ends them.
PLAN_UPDATE, LETTERS = "/werkplan/bijwerken/", "/berichten/"
# A link below this path has a token that ends messages. No log may have it.
LETTERS_END = f"{LETTERS}stop/"
# Paths that report the current state of this process.
OF_THIS_PROCESS = ("/gezondheid/", "/gereed/", "/metrics")


def base_of(request: HttpRequest) -> str:
    """Return the URL of the site without a slash at the end, such as `https://portaal.example.nl`."""
    return request.build_absolute_uri("/").rstrip("/")


def is_for_staff(request: HttpRequest) -> bool:
    """Return whether a request is for a page of staff: the admin, the desk or the login."""
    return request.path_info.startswith(STAFF)


def takes_a_form(request: HttpRequest) -> bool:
    """Return whether the address of a request takes a form: a page of staff, or one of the public forms."""
    return is_for_staff(request) or request.path_info == PLAN_UPDATE or request.path_info.startswith(LETTERS)


def is_from_elsewhere(request: HttpRequest) -> bool:
    """Return whether another site sent this form, as the browser tells. The public forms have no cookie to tell it by.

    `Sec-Fetch-Site` says it for certain. `Origin` counts without it only: `null` there may also be a page of ours, of which the
    browser or something on the way keeps the address back.
    """
    if site := request.headers.get("Sec-Fetch-Site"):
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.get_host()


def token_in(sent: str) -> str:
    """Return the token in what somebody sent: the token itself, or the whole link, in which it stands after `#`."""
    return sent.rpartition("#")[2].strip()


def without_token(text: str) -> str:
    """Return a text for a log, without the token in the address of a page that ends messages."""
    return re.sub(rf"({LETTERS_END})[^/\s\"']+", r"\1...", text)


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
