"""Answers that this process remembers."""

import gzip
import threading
from dataclasses import dataclass

from cachetools import LRUCache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

# Smaller answers gain nothing by compression; what is a zip or a picture already neither.
WORTH_COMPRESSING = 500
COMPRESSIBLE = ("text/", "application/json", "application/problem+json", "application/atom+xml", "application/xml",
                "application/ld+json", "image/svg+xml")  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """A whole answer, as it was made once; `small` is its body compressed, where that is worth it."""

    headers: tuple[tuple[str, str], ...]
    body: bytes
    small: bytes | None

    @property
    def size(self) -> int:
        return len(self.body) + len(self.small or b"") + sum(len(name) + len(value) for name, value in self.headers)

    def to_response(self, request: HttpRequest) -> HttpResponse:
        as_small = self.small is not None and accepts_gzip(request)
        response = HttpResponse(self.small if as_small else self.body)
        for name, value in self.headers:
            response[name] = value
        if self.small is not None:
            patch_vary_headers(response, ["Accept-Encoding"])
        if as_small:
            response["Content-Encoding"] = "gzip"
        response["Content-Length"] = str(len(response.content))
        return response


def accepts_gzip(request: HttpRequest) -> bool:
    offered = [part.strip().lower() for part in request.headers.get("Accept-Encoding", "").split(",")]
    return any(part == "gzip" or (part.startswith("gzip;") and not part.endswith("q=0")) for part in offered)


def answer_of(response: HttpResponse) -> Answer:
    body = response.content
    kind = response.get("Content-Type", "")
    is_worth_it = len(body) >= WORTH_COMPRESSING and kind.startswith(COMPRESSIBLE)
    # The same bytes every time: without a moment in the header of the file.
    small = gzip.compress(body, compresslevel=6, mtime=0) if is_worth_it else None
    return Answer(tuple(response.items()), body, small)


def can_be_kept(response: HttpResponseBase) -> bool:
    """Whole answers that are the same for everybody."""
    return (
        isinstance(response, HttpResponse)
        and response.status_code == 200
        and not response.cookies
        and "Cookie" not in response.get("Vary", "")
        and "private" not in response.get("Cache-Control", "")
    )


class Memory:
    """The answers used last, up to so many bytes. Safe for threads."""

    def __init__(self, largest: int) -> None:
        self._answers: LRUCache[str, Answer] = LRUCache(largest, getsizeof=lambda answer: answer.size)
        self._lock = threading.Lock()
        self._largest_answer = largest // 8

    def get(self, key: str) -> Answer | None:
        with self._lock:
            return self._answers.get(key)

    def keep(self, key: str, answer: Answer) -> None:
        # One download must not push out all pages.
        if answer.size <= self._largest_answer:
            with self._lock:
                self._answers[key] = answer
