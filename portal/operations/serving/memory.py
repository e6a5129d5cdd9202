"""A cache of whole responses in the memory of this process."""

import gzip
import threading
from dataclasses import dataclass

from cachetools import LRUCache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

# `WORTH_COMPRESSING` is in bytes: gzip gains nothing on a smaller body. `COMPRESSIBLE` leaves out zip files and PNG images,
# because these are compressed already.
WORTH_COMPRESSING = 500
COMPRESSIBLE = ("text/", "application/json", "application/problem+json", "application/atom+xml", "application/xml",
                "application/ld+json", "image/svg+xml")  # fmt: skip


@dataclass(frozen=True)
class CachedResponse:
    """A complete response that can be sent again.

    `stored` is the body, after gzip if `is_small`. One form is enough: nearly every client takes gzip, and to decompress a page
    for another client costs less than a millisecond. `is_for_today` tells whether the response may differ tomorrow.
    """

    headers: tuple[tuple[str, str], ...]
    stored: bytes
    is_small: bool
    is_for_today: bool

    @property
    def size(self) -> int:
        return len(self.stored) + sum(len(name) + len(value) for name, value in self.headers)

    def to_response(self, request: HttpRequest) -> HttpResponse:
        as_small = self.is_small and accepts_gzip(request)
        response = HttpResponse(gzip.decompress(self.stored) if self.is_small and not as_small else self.stored)
        for name, value in self.headers:
            response[name] = value
        if self.is_small:
            patch_vary_headers(response, ["Accept-Encoding"])
        if as_small:
            response["Content-Encoding"] = "gzip"
        response["Content-Length"] = str(len(response.content))
        return response


def accepts_gzip(request: HttpRequest) -> bool:
    offered = [part.strip().lower() for part in request.headers.get("Accept-Encoding", "").split(",")]
    return any(part == "gzip" or (part.startswith("gzip;") and not part.endswith("q=0")) for part in offered)


def answer_of(response: HttpResponse, *, is_for_today: bool) -> CachedResponse:
    body = response.content
    kind = response.get("Content-Type", "")
    is_worth_it = len(body) >= WORTH_COMPRESSING and kind.startswith(COMPRESSIBLE)
    # Without a timestamp in the gzip header, the same body always gives the same bytes.
    stored = gzip.compress(body, compresslevel=6, mtime=0) if is_worth_it else body
    return CachedResponse(tuple(response.items()), stored, is_worth_it, is_for_today)


def can_be_kept(response: HttpResponseBase) -> bool:
    """Return whether a response is the same for everybody.

    Such a response is a 200, is not streamed, sets no cookie, does not vary by cookie and is not `private`.
    """
    return (
        isinstance(response, HttpResponse)
        and response.status_code == 200
        and not response.cookies
        and "Cookie" not in response.get("Vary", "")
        and "private" not in response.get("Cache-Control", "")
    )


class Memory:
    """The most recently used responses, up to `largest` bytes in all. Thread-safe.

    A response of more than an eighth of `largest` is not kept.
    """

    def __init__(self, largest: int) -> None:
        self._answers: LRUCache[str, CachedResponse] = LRUCache(largest, getsizeof=lambda answer: answer.size)
        self._lock = threading.Lock()
        self._largest_answer = largest // 8

    def get(self, key: str) -> CachedResponse | None:
        with self._lock:
            return self._answers.get(key)

    def keep(self, key: str, answer: CachedResponse) -> None:
        # One large download would push out many pages.
        if answer.size <= self._largest_answer:
            with self._lock:
                self._answers[key] = answer
