"""The process that answers visitors under gunicorn: its threads, and a fair share of the connections."""

import mmap
import time
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

# How many connections each process of this server has, a byte each; who takes none has most of all.
ABSENT = 255
PLACES = 256
# Long enough for who sleeps at the door to wake up, short enough for nobody to notice.
WAIT_SECONDS = 0.001


class FairWorker(ThreadWorker):
    """Leaves a new connection to a process that has fewer.

    All processes wait at one door, and who happens to be awake would take every connection that comes at that moment: the
    others then do nothing, as long as those connections stay open.
    """

    # Made before the processes are, and shared by them.
    _connections = mmap.mmap(-1, PLACES)
    _connections.write(bytes([ABSENT]) * PLACES)

    # Until gunicorn says otherwise.
    _accepting = False

    @property
    def nr_conns(self) -> int:
        return self._count

    @nr_conns.setter
    def nr_conns(self, count: int) -> None:
        self._count = count
        self._tell()

    def set_accept_enabled(self, enabled: bool) -> None:
        """Take connections or, when this process has too many or stops, none."""
        super().set_accept_enabled(enabled)
        self._tell()

    def accept(self, listener: Any) -> None:
        """Take a connection that waits; when another process has fewer, that one gets a moment to take it first."""
        if self._connections[self._place] > min(self._connections[:]):
            time.sleep(WAIT_SECONDS)
        super().accept(listener)

    def leave(self) -> None:
        """Count no more: this process has ended."""
        self._connections[self._place] = ABSENT

    def _tell(self) -> None:
        # After a connection that breaks halfway gunicorn may count one too few.
        self._connections[self._place] = max(0, min(self._count, ABSENT - 1)) if self._accepting else ABSENT

    @property
    def _place(self) -> int:
        # The age counts the processes that a server ever had.
        return self.age % PLACES
