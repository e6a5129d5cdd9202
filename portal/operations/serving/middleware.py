"""Answer what is public from memory, or tell the reader that nothing changed."""

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
from portal.operations.serving.memory import Memory, answer_of, can_be_kept

# What tells how this process is right now.
OF_THIS_PROCESS = ("/gezondheid/", "/gereed/", "/metrics")
# A publication is one moment; work on a draft makes a new version now and then.
TRIES = 4
# Seconds in which a database that could not be reached is not asked again whether anything changed.
REST = 2.0

logger = logging.getLogger(__name__)


class PublicAnswers:
    """For GET and HEAD outside /beheer/: an ETag and Last-Modified, 304 where nothing changed, and the answer from memory.

    The API never says that its answers can be kept (its design rules forbid it); it is answered from memory all the same.
    An answer during which something was published is made again, so that nobody sees half of it. While the database cannot
    be reached, what is remembered is still told. Not used without `PAGE_MEMORY_MB`.
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
        version = self._version()
        is_api = is_for_api(request)
        tag = _tag(request, version)
        # Who has this tag has an answer of this address: that need not be made again.
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
        """The version of now; while the database cannot be reached, the last one of today that this process knew.

        To find that out can take seconds, so it is not found out for every visitor.
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
        """An answer of one version, made again where a write came in between; no version where writes keep coming."""
        for _ in range(TRIES):
            response = self.get_response(request)
            # What failed is the same failure the next time.
            if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                return response, None
            # Whatever was just made was read in the database: it can be asked.
            self.ask_again_at = 0.0
            if (after := self._version()) == version:
                return response, version
            version = after
        return response, None


def _key(request: HttpRequest, tag: str) -> str:
    """The API has other answers for who asks for other kinds."""
    return f"{tag} {request.headers.get('Accept', '')}" if is_for_api(request) else tag


def _tag(request: HttpRequest, version: Version) -> str:
    """Weak: compressed or not, it says the same."""
    address = f"{version.tag}|{request.build_absolute_uri()}"
    return f'W/"{hashlib.blake2b(address.encode(), digest_size=10).hexdigest()}"'


def _dated(response: HttpResponse, tag: str, version: Version) -> HttpResponse:
    response["ETag"] = tag
    response["Last-Modified"] = http_date(version.changed.timestamp())
    # Everybody may keep it, and asks each time whether it is still so.
    response["Cache-Control"] = "public, no-cache"
    return response
