"""A rest for a database that fails: for some seconds nobody asks it again."""

import threading
import time
from collections import deque


class Rest:
    """A rest of `seconds` after `failures` failures within as many seconds. Thread-safe.

    Without it, every thread of a process would wait for a database that does not answer, and none would be left for requests
    that need no database.
    """

    def __init__(self, failures: int, seconds: float) -> None:
        self._seconds = seconds
        self._failed: deque[float] = deque(maxlen=failures)
        self._lock = threading.Lock()

    def count_failure(self) -> None:
        with self._lock:
            self._failed.append(time.monotonic())

    def is_on(self) -> bool:
        """Return whether the last failures came so soon after each other, and so lately, that the rest lasts."""
        with self._lock:
            enough = len(self._failed) == self._failed.maxlen
            return (
                enough
                and self._failed[0] > time.monotonic() - 2 * self._seconds
                and self._failed[-1] > time.monotonic() - self._seconds
            )
