"""The gunicorn worker of the portal: a process with threads that refuses unreadable requests in the words of the portal."""

import socket
from contextlib import suppress
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

from portal.operations.serving.unreadable import answer, status_of


class PortalWorker(ThreadWorker):
    """A `ThreadWorker` whose refusals are problems in Dutch (RFC 9457)."""

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: BaseException) -> None:
        """Log the error and send the refusal. The method of gunicorn sends a page in English that repeats the request."""
        status = status_of(exc)
        if status >= 500:
            self.log.error("Een verzoek mislukte voordat het Django bereikte.", exc_info=exc)
        else:
            self.log.warning("Een onleesbaar verzoek is geweigerd met %d: %s", status, type(exc).__name__)
        # A client may already be gone. A slow client must not hold this thread, and the refusal fits in the buffer of its socket.
        with suppress(OSError):
            client.setblocking(False)
            client.sendall(answer(status))
