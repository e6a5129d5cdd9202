"""Answer what is public from memory, or tell the reader that nothing changed."""

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from portal.api.middleware import PREFIX as API
from portal.serving.memory import Memory, answer_of, can_be_kept
from portal.serving.version import Version, version_now

STAFF = "/beheer/"


class PublicAnswers:
    """For GET and HEAD outside /beheer/: an ETag and Last-Modified, 304 where nothing changed, and the answer from memory.

    The API never says that its answers can be kept (its design rules forbid it); it is answered from memory all the same.
    Not used without `PAGE_MEMORY_MB`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.PAGE_MEMORY_MB:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.memory = Memory(settings.PAGE_MEMORY_MB * 1024 * 1024)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or request.path_info.startswith(STAFF):
            return self.get_response(request)
        version = version_now()
        is_api = request.path_info.startswith(API)
        tag = _tag(request, version)
        # Who has this tag has an answer of this address: that need not be made again.
        if not is_api and tag in request.headers.get("If-None-Match", ""):
            return _dated(HttpResponse(status=304), tag, version)
        key = f"{tag} {request.headers.get('Accept', '')}" if is_api else tag
        answer = self.memory.get(key)
        if answer is None:
            response = self.get_response(request)
            # A write that came while the page was made may be in it or not; then nobody keeps it.
            if not can_be_kept(response) or version_now() != version:
                return response
            answer = answer_of(response)
            if request.method == "GET":
                self.memory.keep(key, answer)
        response = answer.to_response(request)
        if is_api:
            return response
        changed = int(version.changed.timestamp())
        return get_conditional_response(request, tag, changed, _dated(response, tag, version)) or response


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
