"""HTTP requests: one by one, several at once, or as many as a server can answer at 16 connections (wrk)."""

import http.client
import json
import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from bench.figures import BenchError, Rate

CONNECTIONS = 16
TRIES = 3
# Every browser sends this. A server that does not compress ignores it.
HEADERS = {"Accept-Encoding": "gzip"}
PATIENCE_SECONDS = 120
SCRIPT = Path(__file__).with_name("wrk.lua")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float


def fetch(port: int, path: str, headers: Mapping[str, str] | None = None, *, tls: bool = False) -> Answer:
    """Send one GET request on a new connection. `HEADERS` are not added, so that the body comes uncompressed.

    With `tls`, any certificate is accepted: the benchmark makes its own. Raises OSError or http.client.HTTPException.
    """
    connection = _connection(port, tls=tls)
    begun = time.perf_counter()
    try:
        connection.request("GET", path, headers=dict(headers or {}))
        response = connection.getresponse()
        body = response.read()
        return Answer(response.status, dict(response.getheaders()), body, time.perf_counter() - begun)
    finally:
        connection.close()


def _connection(port: int, *, tls: bool) -> http.client.HTTPConnection:
    if not tls:
        return http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return http.client.HTTPSConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS, context=context)


def fetch_together(port: int, path: str, headers: Mapping[str, str], times: int) -> float:
    """Send `times` equal requests at once and return the seconds until the last response.

    Raises BenchError if a request fails or has another status than 200 or 304.
    """
    failures: list[object] = []

    def ask() -> None:
        try:
            status = fetch(port, path, headers).status
            if status not in (200, 304):
                failures.append(status)
        except (OSError, http.client.HTTPException) as error:
            failures.append(error)

    begun = time.perf_counter()
    threads = [threading.Thread(target=ask) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise BenchError(f"{path} antwoordde met {failures[0]!r}")
    return time.perf_counter() - begun


def require_wrk() -> None:
    if shutil.which("wrk") is None:
        raise BenchError("make bench meet met wrk; installeer dat eerst: apt-get install wrk")


def best(port: int, path: str, seconds: float, headers: Mapping[str, str] | None = None) -> Rate:
    """Return the highest rate of `TRIES` measurements, because other work on the machine only makes a rate lower.

    Each percentile is the median over the measurements. `failed` counts the failures of all of them.
    """
    return best_of([wrk(port, path, seconds, headers) for _ in range(TRIES)])


def best_of(tries: list[Rate]) -> Rate:
    """Return one rate for several measurements of the same, as `best()` says."""
    times = {name: median(getattr(told, name) for told in tries) for name in ("p50", "p95", "p99")}
    return replace(max(tries, key=lambda told: told.per_second), **times, failed=sum(told.failed for told in tries))


def wrk(
    port: int,
    path: str,
    seconds: float,
    headers: Mapping[str, str] | None = None,
    mix: Path | None = None,
    *,
    connections: int = CONNECTIONS,
    tls: bool = False,
) -> Rate:
    """Return the rate over keep-alive connections, measured for at least one second. Raises BenchError if wrk fails.

    `mix` is a file with one path per line; wrk requests these in turn instead of `path`. Then a status of 400 or more, such as
    the 404 of an unknown path, is no failure.
    """
    command = ["wrk", "--threads", "1", "--connections", str(connections), "--duration", f"{max(round(seconds), 1)}s"]
    command += ["--timeout", f"{PATIENCE_SECONDS}s", "--script", str(SCRIPT)]
    for name, value in (HEADERS | dict(headers or {})).items():
        command += ["--header", f"{name}: {value}"]
    command += [f"{'https' if tls else 'http'}://127.0.0.1:{port}{path}", *(["--", str(mix)] if mix else [])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    line = next((line for line in done.stdout.splitlines() if line.startswith("{")), None)
    if done.returncode or line is None:
        raise BenchError(f"wrk mislukte op {path}: {done.stderr or done.stdout}")
    told = json.loads(line)
    failed = told["broken"] + (0 if mix else told["refused"])
    return Rate(
        told["requests"] / (told["microseconds"] / 1_000_000),
        *(told[name] / 1_000 for name in ("p50", "p95", "p99")),
        answers=told["requests"],
        failed=failed,
    )
