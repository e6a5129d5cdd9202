"""The settings of gunicorn. The command line gives what differs per machine: the address and the number of workers."""

import gc
import os
import shutil
import tempfile
from typing import Any

if os.environ.get("METRICS_TOKEN"):
    # The workers share their metrics through files in this folder. `on_exit` removes it.
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="portaal-metrieken-"))

# The portal does not use the control socket of gunicorn.
control_socket_disable = True
# In bytes: the maximum of gunicorn. A long query then reaches the views, which say what is wrong with it.
limit_request_line = 8190
# No client or proxy may set SCRIPT_NAME or PATH_INFO: the portal always stands at the root of its host.
forwarder_headers = ""
# Threads, so that a slow client does not block the other requests of a worker.
worker_class = "portal.operations.serving.worker.PortalWorker"
threads = 8
# The code is loaded once and the workers are forks of that process, so they share its memory. SIGHUP therefore loads no new
# code: a new release needs a restart.
preload_app = True
# Seconds that a connection stays open for a next request. Longer than a proxy keeps an idle connection (60 by default in nginx),
# so that the proxy closes it first and never sends a request over a connection that is being closed.
keepalive = 75
# Seconds after which a worker that hangs is replaced: the same as `proxy_read_timeout` in deploy/nginx.conf.
timeout = 60
# A worker is replaced after this many requests, so that a memory leak cannot grow for ever. The jitter spreads the replacements.
max_requests = 50_000
max_requests_jitter = 5_000


def when_ready(server: object) -> None:
    """Exclude what was loaded from garbage collection. Gunicorn calls this in the main process, before the first fork.

    A collection writes to every object that it visits, and a page of memory that is written to is no longer shared.
    """
    gc.collect()
    gc.freeze()


def child_exit(server: object, worker: Any) -> None:
    """Mark an ended worker as absent for prometheus_client. The metrics keep its counts."""
    if os.environ.get("METRICS_TOKEN"):
        # Imported here, because prometheus_client reads PROMETHEUS_MULTIPROC_DIR when it is imported.
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)


def on_exit(server: object) -> None:
    if os.environ.get("METRICS_TOKEN"):
        shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
