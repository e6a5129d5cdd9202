"""Turns: what one request makes, while other requests for the same wait; and how many costly files are made at once."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Generic, TypeVar

Result = TypeVar("Result")


class Turns(Generic[Result]):
    """Lets one thread make the result for a key, while other threads that need it wait. Thread-safe."""

    def __init__(self) -> None:
        self._coming: dict[str, Future[Result | None]] = {}
        self._lock = threading.Lock()

    def take(self, key: str) -> tuple[Future[Result | None], bool]:
        """Return the future of `key`, and whether the caller must make its result and then call `give`."""
        with self._lock:
            if found := self._coming.get(key):
                return found, False
            self._coming[key] = coming = Future()
            return coming, True

    def give(self, key: str, result: Result | None) -> None:
        """Hand the result to all threads that wait for it. None says that each must make its own."""
        with self._lock:
            coming = self._coming.pop(key)
        coming.set_result(result)


class BusyError(Exception):
    """Too many threads wait for a place already."""


class Queue:
    """Lets at most `places` threads do something at once. At most `waiting` more threads wait, for at most `seconds` each."""

    def __init__(self, places: int, waiting: int, seconds: float) -> None:
        self._places = threading.BoundedSemaphore(places)
        self._known = threading.BoundedSemaphore(places + waiting)
        self._seconds = seconds

    @contextmanager
    def place(self) -> Iterator[None]:
        """Wait for a place and hold it within the block. Raises `BusyError` when none comes free."""
        if not self._known.acquire(blocking=False):
            raise BusyError
        try:
            if not self._places.acquire(timeout=self._seconds):
                raise BusyError
            try:
                yield
            finally:
                self._places.release()
        finally:
            self._known.release()
