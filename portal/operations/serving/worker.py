"""The gunicorn worker of the portal: a process with threads that takes its fair share of the connections."""

import mmap
import time
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

# Workers share an array with one byte per worker: the number of its connections. A worker that accepts no connections is
# ABSENT. That is the highest value, so no other worker waits for it.
ABSENT = 255
PLACES = 256
# Long enough for an idle worker to wake up and accept the connection, too short for a visitor to notice.
WAIT_SECONDS = 0.001


class FairWorker(ThreadWorker):
    """A worker that leaves a new connection to a worker with fewer connections.

    All workers wait on one listening socket. The first worker to wake up would accept every connection of a burst.
    The other workers would then stay idle as long as those connections are open.
    """

    # Created before gunicorn forks, so all workers share this memory.
    _connections = mmap.mmap(-1, PLACES)
    _connections.write(bytes([ABSENT]) * PLACES)

    # Needed here, because `ThreadWorker.__init__` sets `nr_conns` before it sets `_accepting`.
    _accepting = False

    @property
    def nr_conns(self) -> int:
        return self._count

    @nr_conns.setter
    def nr_conns(self, count: int) -> None:
        self._count = count
        self._tell()

    def set_accept_enabled(self, enabled: bool) -> None:
        """Start or stop accepting connections. gunicorn stops a worker that has too many connections or is shutting down."""
        super().set_accept_enabled(enabled)
        self._tell()

    def accept(self, listener: Any) -> None:
        """Accept a waiting connection. When another worker has fewer, sleep first, so that the other can accept."""
        if self._connections[self._place] > min(self._connections[:]):
            time.sleep(WAIT_SECONDS)
        super().accept(listener)

    def leave(self) -> None:
        """Mark the worker as absent. The master process calls this after the worker has ended."""
        self._connections[self._place] = ABSENT

    def _tell(self) -> None:
        # gunicorn may subtract a broken connection twice: its count can be -1, which a byte cannot hold.
        self._connections[self._place] = max(0, min(self._count, ABSENT - 1)) if self._accepting else ABSENT

    @property
    def _place(self) -> int:
        # `age` is the serial number of a worker. It keeps growing, because gunicorn replaces workers.
        return self.age % PLACES
