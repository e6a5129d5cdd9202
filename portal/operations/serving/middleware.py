"""Middleware that answers public requests from a cache, or with a 304 where nothing changed."""

import hashlib
import logging
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import nullcontext
from dataclasses import dataclass, replace
from http import HTTPStatus
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import Error, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from portal.core.addresses import is_for_api, is_for_visitors
from portal.core.database.patience import FOR_VERSION, limit_queries
from portal.core.database.unavailable import is_unavailable
from portal.core.dates import date_now, noticing_today
from portal.core.version import Version, using, version_now
from portal.operations.serving.front import CLOCK, may_be_kept
from portal.operations.serving.memory import CachedResponse, Memory, answer_of, can_be_kept
from portal.operations.serving.rest import Rest
from portal.operations.serving.turns import BusyError, Queue, Turns
from portal.site.errors import busy

# The maximum number of times that a response is rendered while the version keeps changing; then it is sent uncached.
TRIES = 4
# Seconds without queries after the database failed.
REST = 2.0
# Failures of more than SLOW seconds after which a process makes no responses for a while. One can be due to that page alone; this
# many occupy half of the threads.
FAILURES, SLOW = 4, 0.5
# Seconds that a request waits for another request that makes the same response. Then it makes the response itself.
WAIT = 10.0
# Files that take much more time than a page. A process makes one at a time, while two requests wait for up to WAIT seconds.
COSTLY = (".pdf", ".docx", ".xlsx", ".ods", ".zip", ".csv", ".jsonld", ".ttl", ".png")
COSTLY_AT_ONCE, COSTLY_WAITING = 1, 2
# Of the threads of a process (gunicorn.conf.py), at most so many make a response, and so many wait for a place. So different
# addresses that nobody asked before leave one for what is cached. Who waits for a response that is being made counts apart.
MADE_AT_ONCE, MADE_WAITING = 5, 2
# What a response says (RFC 9211) when nobody could ask whether it is still current. nginx says the same of what it keeps.
CACHE_STATUS = "Cache-Status"
UNCHECKED = 'portaal; fwd=stale; detail="database onbereikbaar"'

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Made:
    """A response that can be sent to everyone as long as `version` is the current one."""

    answer: CachedResponse
    version: Version


class PublicAnswers:
    """A cache in front of the views, for GET and HEAD.

    It skips what `is_for_visitors` excludes, and is off when `PAGE_MEMORY_MB` is 0.
    A page gets an ETag, and is answered with a 304 where nothing changed. Last-Modified only informs: two changes can come
    within one second, so `If-Modified-Since` is ignored. An API response is cached too, but its headers say `no-store`, as the
    API design rules demand.
    One request makes a response; other requests for the same response wait for it. The response is rendered again when the
    version changed meanwhile, because it may hold half of a change. After `TRIES` attempts the last response is sent, uncached.
    While the database cannot be reached, cached responses are still sent, and `CACHE_STATUS` says so. nginx does not keep these,
    and gets no 304 for what it keeps: it would send that without this header. After slow failures other requests get a 503 at
    once, so that threads stay free. So does a request for a response that is not cached while too many others are being made.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.PAGE_MEMORY_MB:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.memory: Memory = Memory(settings.PAGE_MEMORY_MB * 1024 * 1024)
        self.turns: Turns[Made] = Turns()
        self.making = Queue(MADE_AT_ONCE, MADE_WAITING, WAIT)
        self.costly = Queue(COSTLY_AT_ONCE, COSTLY_WAITING, WAIT)
        self.last_known: Version | None = None
        self.version_rest, self.rest = Rest(1, REST), Rest(FAILURES, REST)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or not is_for_visitors(request):
            return self.get_response(request)
        version = self._version()
        tag = _tag(request, version)
        key = _key(request, tag)
        answer = self.memory.get(key)
        # The tag is a hash of the URL and the version: a client that sends it has the current response already.
        if tag in request.headers.get("If-None-Match", "") and _may_get_304(request, version):
            unchanged = _dated(HttpResponse(status=304, headers={"Vary": "Accept-Encoding"}), tag, version)
            return _told(request, unchanged, version, is_for_today=answer is None or answer.is_for_today)
        if answer:
            return _sent(request, tag, Made(answer, version))
        coming, is_first = self.turns.take(key)
        return self._made_in_turn(request, version, key) if is_first else self._waited_for(request, version, tag, coming)

    def _made_in_turn(self, request: HttpRequest, version: Version, key: str) -> HttpResponse:
        made = None
        try:
            response, made = self._made(request, version)
        finally:
            self.turns.give(key, made)
        return response

    def _waited_for(self, request: HttpRequest, version: Version, tag: str, coming: Future[Made | None]) -> HttpResponse:
        try:
            made = coming.result(timeout=WAIT)
        except TimeoutError:
            made = None
        if made is None:
            return self._made(request, version)[0]
        # When the version changed meanwhile, begin again: the response is probably in the cache by now.
        return _sent(request, tag, made) if made.version == version else self(request)

    def _version(self) -> Version:
        """Return the current version; while the database cannot be reached, the last version of today that this process knew.

        A failing query can take a second, so after a failure the database is not asked for `REST` seconds. Raises the database
        error when this process knows no version of today, or when `is_unavailable` is false for the error.
        """
        last = self.last_known
        known = replace(last, is_checked=False) if last and last.day == date_now() else None
        if known and self.version_rest.is_on():
            return known
        try:
            return self._asked()
        except Error as error:
            if not is_unavailable(error) or known is None:
                raise
            logger.warning("De database is niet bereikbaar; wat nog in het geheugen staat, blijft te lezen.")
            return known

    def _asked(self) -> Version:
        """Ask the database for the version. Raises `django.db.Error`."""
        begun = time.monotonic()
        try:
            limit_queries(FOR_VERSION)
            self.last_known = version_now()
        except Error:
            self.version_rest.count_failure()
            self._count_slow_failure(begun)
            raise
        return self.last_known

    def _count_slow_failure(self, begun: float) -> None:
        # A database that refuses at once occupies no threads, and may answer the next request.
        if time.monotonic() - begun > SLOW:
            self.rest.count_failure()

    def _made(self, request: HttpRequest, version: Version) -> tuple[HttpResponse, Made | None]:
        """Make the response and keep it if possible. Return the response for this client, and the one to share, if any."""
        if self.rest.is_on():
            raise OperationalError("De database gaf zojuist geen antwoord.")
        try:
            with self.making.place(), self.costly.place() if request.path_info.endswith(COSTLY) else nullcontext():
                response, of_version, is_for_today = self._rendered(request, version)
        except BusyError:
            return busy(request), None
        if of_version is None or not can_be_kept(response):
            return response, None
        made = Made(answer_of(response, is_for_today=is_for_today), of_version)
        tag = _tag(request, of_version)
        if request.method == "HEAD":
            return _sent(request, tag, made), None
        self.memory.keep(_key(request, tag), made.answer)
        return _sent(request, tag, made), made

    def _rendered(self, request: HttpRequest, version: Version) -> tuple[HttpResponse, Version | None, bool]:
        """Render the response, and again if the version changed meanwhile. Return it with its version.

        The version is None when the response must not be cached: for a 5xx, when the version cannot be asked for, and when all
        `TRIES` attempts saw a change. The boolean tells whether the response may differ tomorrow.
        """
        for _ in range(TRIES):
            begun = time.monotonic()
            with noticing_today() as notice, using(version):
                response = self.get_response(request)
            # Rendering again would most likely give the same error.
            if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                if response.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
                    self._count_slow_failure(begun)
                return response, None, True
            try:
                after = self._asked()
            except Error as error:
                if not is_unavailable(error):
                    raise
                # Nobody knows whether the content changed meanwhile.
                response[CACHE_STATUS] = UNCHECKED
                return response, None, True
            if after == version:
                return response, after, notice.is_asked
            version = after
        return response, None, True


def _sent(request: HttpRequest, tag: str, made: Made) -> HttpResponse:
    """Return the response for this client: compressed or not, or a 304 if it has this response already."""
    response = made.answer.to_response(request)
    if not is_for_api(request):
        _dated(response, tag, made.version)
    if _may_get_304(request, made.version):
        response = get_conditional_response(request, tag, None, response) or response
    return _told(request, response, made.version, is_for_today=made.answer.is_for_today)


def _may_get_304(request: HttpRequest, version: Version) -> bool:
    return not is_for_api(request) and (version.is_checked or CLOCK not in request.headers)


def _told(request: HttpRequest, response: HttpResponse, version: Version, *, is_for_today: bool) -> HttpResponse:
    """Return the response: nginx may keep it, or else it says that nobody could ask whether it is still current."""
    if version.is_checked:
        may_be_kept(request, version.since, version.day if is_for_today else None)
    else:
        response[CACHE_STATUS] = UNCHECKED
    return response


def _key(request: HttpRequest, tag: str) -> str:
    """Return the cache key. For the API it also holds the Accept header, because the API negotiates the content type."""
    return f"{tag} {request.headers.get('Accept', '')}" if is_for_api(request) else tag


def _tag(request: HttpRequest, version: Version) -> str:
    """Return the ETag of a URL in one version. It is weak (`W/`), because the plain and the compressed body share it.

    A query counts by its names and values: other spellings of the same query are the same URL.
    """
    query = urlencode(sorted(request.GET.lists()), doseq=True)
    address = f"{version.tag}|{request.scheme}://{request.get_host()}{request.path}?{query}"
    return f'W/"{hashlib.blake2b(address.encode(), digest_size=10).hexdigest()}"'


def _dated(response: HttpResponse, tag: str, version: Version) -> HttpResponse:
    response["ETag"] = tag
    response["Last-Modified"] = http_date(version.changed.timestamp())
    # Every cache may store the response, but must ask each time whether it is still current (`no-cache`).
    response["Cache-Control"] = "public, no-cache"
    return response
