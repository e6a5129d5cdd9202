"""How gunicorn serves the portal; what differs per machine (address, workers) is given when it starts."""

import ctypes
import gc
import os
import shutil
import tempfile
import time
from typing import Any

from gunicorn import util
from gunicorn.http import wsgi

# Nobody needs to know which server this is.
wsgi.SERVER = "portaal"

if os.environ.get("METRICS_TOKEN"):
    # The workers of this machine count together, in files that go when the server goes.
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="portaal-metrieken-"))

# Nobody manages it over a socket.
control_socket_disable = True
# The longest request line that gunicorn takes; the API says what is wrong with one that is shorter.
limit_request_line = 8190
# A thread waits for a slow reader while another one answers; connections stay open for the next question, and are shared fairly.
worker_class = "portal.operations.serving.worker.FairWorker"
threads = 8
keepalive = 30
# Behind a proxy that gives up after a minute.
timeout = 60
# A worker starts anew now and then, not all at once, so that nothing can grow for ever.
max_requests = 50_000
max_requests_jitter = 5_000

# Of the C library (malloc.h): how many heaps its threads spread over, and to give back what is free. Not every one has them.
M_ARENA_MAX = -8
libc = ctypes.CDLL(None)
# Seconds after which a worker gives back the memory that it does not use. Pages that nobody asked before take most of it.
TIDY_EVERY = 10
_tidy_at = time.monotonic() + TIDY_EVERY


def post_worker_init(worker: object) -> None:
    """Refuse in our own words; what is there when a worker starts stays: the collector need not look at it at every page."""
    # The code of the portal is there only now.
    from portal.operations.serving.unreadable import write_problem

    util.write_error = write_problem
    gc.collect()
    gc.freeze()
    if hasattr(libc, "mallopt"):
        libc.mallopt(M_ARENA_MAX, 2)


def post_request(worker: object, request: object, environ: object, response: object) -> None:
    """Memory that is free goes back to the machine now and then; the C library keeps it for ever."""
    global _tidy_at
    if time.monotonic() > _tidy_at and hasattr(libc, "malloc_trim"):
        _tidy_at = time.monotonic() + TIDY_EVERY
        gc.collect()
        libc.malloc_trim(0)


def child_exit(server: object, worker: Any) -> None:
    """A worker that ended, by itself or not, takes no connections. What it counted for the metrics stays."""
    # The code of the portal is there only now. What an older release started is no such worker.
    from portal.operations.serving.worker import FairWorker

    if isinstance(worker, FairWorker):
        worker.leave()
    if os.environ.get("METRICS_TOKEN"):
        # Looks for the folder once, when it is imported.
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)


def on_exit(server: object) -> None:
    if os.environ.get("METRICS_TOKEN"):
        shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
