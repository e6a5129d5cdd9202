"""Middleware that answers public requests from a cache, or with a 304 where nothing changed."""

import hashlib
import logging
import time
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from portal.core.addresses import is_for_api, is_for_staff
from portal.core.dates import today
from portal.core.unavailable import is_unavailable
from portal.core.version import Version, version_now
from portal.operations.serving.front import may_be_kept
from portal.operations.serving.memory import Memory, answer_of, can_be_kept

# Paths that report the current state of this process: never cached.
OF_THIS_PROCESS = ("/gezondheid/", "/gereed/", "/metrics")
# The maximum number of times that a response is rendered while the version keeps changing; then it is sent uncached. Every save
# by an editor changes the version.
TRIES = 4
# Seconds between two attempts to reach a database that could not be reached.
REST = 2.0

logger = logging.getLogger(__name__)


class PublicAnswers:
    """A cache in front of the views, for GET and HEAD.

    It skips /beheer/ and the paths in `OF_THIS_PROCESS`, and is off when `PAGE_MEMORY_MB` is 0.
    A page gets an ETag and Last-Modified, and is answered with a 304 where nothing changed. An API response is cached too, but
    its headers say `no-store`, as the API design rules demand.
    A response is rendered again when the version changed meanwhile, because it may hold half of a change. After `TRIES`
    attempts the last response is sent, uncached.
    While the database cannot be reached, cached responses are still sent.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.PAGE_MEMORY_MB:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.memory = Memory(settings.PAGE_MEMORY_MB * 1024 * 1024)
        self.last_known: Version | None = None
        self.ask_again_at = 0.0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or is_for_staff(request) or request.path_info.startswith(OF_THIS_PROCESS):
            return self.get_response(request)
        asked = time.monotonic()
        version = self._version()
        is_api = is_for_api(request)
        tag = _tag(request, version)
        # The tag is a hash of the URL and the version: a client that sends it has the current response already.
        may_be_kept(request, asked, version.day)
        if not is_api and tag in request.headers.get("If-None-Match", ""):
            return _dated(HttpResponse(status=304, headers={"Vary": "Accept-Encoding"}), tag, version)
        answer = self.memory.get(_key(request, tag))
        if answer is None:
            response, of_version = self._made(request, version)
            if of_version is None or not can_be_kept(response):
                return response
            version = of_version
            answer, tag = answer_of(response), _tag(request, version)
            if request.method == "GET":
                self.memory.keep(_key(request, tag), answer)
        response = answer.to_response(request)
        if is_api:
            return response
        changed = int(version.changed.timestamp())
        return get_conditional_response(request, tag, changed, _dated(response, tag, version)) or response

    def _version(self) -> Version:
        """Return the current version; while the database cannot be reached, the last version of today that this process knew.

        A failing connection can take seconds, so after a failure the database is left alone for `REST` seconds.
        Raises the database error when this process knows no version of today, or when `is_unavailable` is false for the error.
        """
        known = self.last_known if self.last_known and self.last_known.day == today() else None
        if known and time.monotonic() < self.ask_again_at:
            return known
        try:
            self.last_known = version_now()
        except Error as error:
            if not is_unavailable(error) or known is None:
                raise
            self.ask_again_at = time.monotonic() + REST
            logger.warning("De database is niet bereikbaar; wat nog in het geheugen staat, blijft te lezen.")
            return known
        return self.last_known

    def _made(self, request: HttpRequest, version: Version) -> tuple[HttpResponse, Version | None]:
        """Render the response, and again if the version changed meanwhile. Return the response and its version.

        The version is None when the response must not be cached: for a 5xx, and when all `TRIES` attempts saw a change.
        """
        for _ in range(TRIES):
            response = self.get_response(request)
            # Rendering again would most likely give the same error.
            if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                return response, None
            # The view may have read new rows, so ask the database for the version, even within the `REST` seconds after a
            # failure. Otherwise the new page would be cached under the old version.
            self.ask_again_at = 0.0
            if (after := self._version()) == version:
                return response, version
            version = after
        return response, None


def _key(request: HttpRequest, tag: str) -> str:
    """Return the cache key. For the API it also holds the Accept header, because the API negotiates the content type."""
    return f"{tag} {request.headers.get('Accept', '')}" if is_for_api(request) else tag


def _tag(request: HttpRequest, version: Version) -> str:
    """Return the ETag of a URL in one version. It is weak (`W/`), because the plain and the compressed body share it."""
    address = f"{version.tag}|{request.build_absolute_uri()}"
    return f'W/"{hashlib.blake2b(address.encode(), digest_size=10).hexdigest()}"'


def _dated(response: HttpResponse, tag: str, version: Version) -> HttpResponse:
    response["ETag"] = tag
    response["Last-Modified"] = http_date(version.changed.timestamp())
    # Every cache may store the response, but must ask each time whether it is still current (`no-cache`).
    response["Cache-Control"] = "public, no-cache"
    return response
