"""The settings of gunicorn. The command line gives what differs per machine: the address and the number of workers."""

import ctypes
import gc
import os
import shutil
import tempfile
import time
from typing import Any

from gunicorn import util
from gunicorn.http import wsgi

# The `Server` header must not reveal the software.
wsgi.SERVER = "portaal"

if os.environ.get("METRICS_TOKEN"):
    # The workers share their metrics through files in this folder. `on_exit` removes it.
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="portaal-metrieken-"))

# The portal does not use the control socket of gunicorn.
control_socket_disable = True
# No request header may set a path prefix, from whatever machine it comes.
forwarder_headers = ""
# In bytes: the maximum of gunicorn. A long query then reaches the views, which say what is wrong with it.
limit_request_line = 8190
# Threads, so that a slow client does not block the other requests of a worker.
worker_class = "portal.operations.serving.worker.FairWorker"
threads = 8
# Seconds that a connection stays open for a next request.
keepalive = 30
# Seconds after which a worker that hangs is replaced: the same as `proxy_read_timeout` in deploy/nginx.conf.
timeout = 60
# A worker is replaced after this many requests, so that a memory leak cannot grow for ever. The jitter spreads the replacements.
max_requests = 50_000
max_requests_jitter = 5_000

# A parameter of `mallopt` in the C library (malloc.h): the number of heaps that threads share. `mallopt` and `malloc_trim` are
# functions of glibc; other C libraries may lack them.
M_ARENA_MAX = -8
libc = ctypes.CDLL(None)
# The minimum number of seconds between two releases of unused memory to the operating system.
TIDY_EVERY = 10
_tidy_at = time.monotonic() + TIDY_EVERY


def post_worker_init(worker: object) -> None:
    """Replace the error responses of gunicorn by ours, and reduce the memory and the garbage collection of the worker."""
    # Imported here, because gunicorn may read this file before `portal` can be imported.
    from portal.operations.serving.unreadable import write_problem

    util.write_error = write_problem
    # Objects that exist now stay for ever, so later collections can skip them.
    gc.collect()
    gc.freeze()
    if hasattr(libc, "mallopt"):
        libc.mallopt(M_ARENA_MAX, 2)


def post_request(worker: object, request: object, environ: object, response: object) -> None:
    """Return unused memory to the operating system, at most once per `TIDY_EVERY` seconds. The C library would keep it."""
    global _tidy_at
    if time.monotonic() > _tidy_at and hasattr(libc, "malloc_trim"):
        _tidy_at = time.monotonic() + TIDY_EVERY
        gc.collect()
        libc.malloc_trim(0)


def child_exit(server: object, worker: Any) -> None:
    """Mark an ended worker as absent for `FairWorker` and for prometheus_client. The metrics keep its counts."""
    # Imported here, because gunicorn may read this file before `portal` can be imported. After a reload, a worker of an older
    # release may be of another class.
    from portal.operations.serving.worker import FairWorker

    if isinstance(worker, FairWorker):
        worker.leave()
    if os.environ.get("METRICS_TOKEN"):
        # Imported here, because prometheus_client reads PROMETHEUS_MULTIPROC_DIR when it is imported.
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)


def on_exit(server: object) -> None:
    if os.environ.get("METRICS_TOKEN"):
        shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
