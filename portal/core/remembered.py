"""A cache, in each process, for what is the same on all pages of one version of the public content."""

import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from cachetools import LRUCache
from django.conf import settings

from measures.publication.gate import previewed
from portal.core.version import version_now

Value = TypeVar("Value")


def tag_to_remember() -> str:
    """Return the tag of the current version. It is empty when nothing may be cached.

    That is so during the preview of a draft, because other visitors must not see it, and when `AGENDA_MEMORY` is off.
    """
    return version_now().tag if settings.AGENDA_MEMORY and previewed() is None else ""


class Remembered(Generic[Value]):
    """A cache of values for one version at a time. Thread-safe.

    The first value of another version empties it. `size` gives the size of a value, by default 1. When the sizes add up to
    more than `largest`, the least recently used values go. A value larger than `largest` is not cached.
    """

    def __init__(self, largest: int, size: Callable[[Value], int] = lambda _: 1) -> None:
        self._largest, self._size = largest, size
        self._values: LRUCache[Hashable, Value] = LRUCache(largest, getsizeof=size)
        self._tag = ""
        self._lock = threading.Lock()

    def get(self, tag: str, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return the cached value of `key`, or else the result of `make`. `tag` comes from `tag_to_remember()`."""
        if not tag:
            return make()
        with self._lock:
            if tag != self._tag:
                self._values.clear()
                self._tag = tag
            found = self._values.get(key)
        if found is None:
            found = make()
            with self._lock:
                # Another thread may have emptied the cache for a newer version in the meantime.
                if tag == self._tag and self._size(found) <= self._largest:
                    self._values[key] = found
        return found
