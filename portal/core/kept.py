"""A cache, in each process, of what is made from the public content. It is empty again when the content changes."""

import threading
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from cachetools import LRUCache
from django.conf import settings

from measures.publication.gate import opened_for
from portal.core.dates import noticing_today, today
from portal.core.version import version_in_use

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


@dataclass(frozen=True)
class _Held(Generic[Value]):
    """A value, and whether it may differ tomorrow."""

    value: Value
    is_for_today: bool


class Kept(Generic[Key, Value]):
    """Values that depend on the public content and the day only. All threads of a process share them, so nothing may change them.

    - `most` is the bound: the highest sum of the sizes of the values. `size_of` gives the size of a value, by default 1. The
      least recently used values go first, and a value larger than `most` is never kept.
    - The version of the content decides: when it changes, all values go. The day is part of it.
    - While the gate is open for a draft or for what was withdrawn, nothing is kept or used. The same holds when
      `CONTENT_MEMORY` is off, for tests that count queries.
    """

    def __init__(self, most: int, size_of: Callable[[Value], int] = lambda _value: 1) -> None:
        self._size_of = size_of
        self._values: LRUCache[Key, _Held[Value]] = LRUCache(most, getsizeof=lambda held: size_of(held.value))
        self._tag = ""
        self._lock = threading.Lock()

    def emptied(self) -> "Kept[Key, Value]":
        """Return a cache of this kind that keeps nothing yet."""
        return Kept(int(self._values.maxsize), self._size_of)

    def of(self, keys: Iterable[Key], make: Callable[[list[Key]], Mapping[Key, Value]]) -> dict[Key, Value]:
        """Return the value of each key. `make` gets the keys without a kept value, and may leave keys out."""
        wanted = list(keys)
        if opened_for() is not None or not settings.CONTENT_MEMORY:
            return dict(make(wanted))
        # The version comes first: content that changes meanwhile is kept under the old version, and goes with it.
        tag = version_in_use().tag
        with self._lock:
            if tag != self._tag:
                self._values.clear()
                self._tag = tag
            found = {key: self._values[key] for key in wanted if key in self._values}
        if missing := [key for key in wanted if key not in found]:
            found |= self._made(tag, missing, make)
        if any(held.is_for_today for held in found.values()):
            # So that `noticing_today` also notices a value that was made before.
            today()
        return {key: held.value for key, held in found.items()}

    def one(self, key: Key, make: Callable[[], Value]) -> Value:
        """Return the value of one key. An exception from `make` is passed on, and then nothing is kept."""
        return self.of([key], lambda _keys: {key: make()})[key]

    def _made(self, tag: str, keys: list[Key], make: Callable[[list[Key]], Mapping[Key, Value]]) -> dict[Key, _Held[Value]]:
        with noticing_today() as notice:
            values = make(keys)
        made = {key: _Held(value, notice.is_asked) for key, value in values.items()}
        with self._lock:
            if tag == self._tag:
                self._values.update(
                    {key: held for key, held in made.items() if self._size_of(held.value) <= self._values.maxsize}
                )
        return made
