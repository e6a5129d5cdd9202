"""Asking for pages: one by one, two at once, or as many as a server can give at 16 connections (wrk)."""

import http.client
import json
import shutil
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
# What every browser sends. A server that cannot compress answers all the same.
HEADERS = {"Accept-Encoding": "gzip"}
PATIENCE_SECONDS = 120
SCRIPT = Path(__file__).with_name("wrk.lua")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float


def fetch(port: int, path: str, headers: Mapping[str, str] | None = None) -> Answer:
    """Ask once, on a connection of its own. `HEADERS` are not sent, so that the body is as it was made."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    begun = time.perf_counter()
    try:
        connection.request("GET", path, headers=dict(headers or {}))
        response = connection.getresponse()
        body = response.read()
        return Answer(response.status, dict(response.getheaders()), body, time.perf_counter() - begun)
    finally:
        connection.close()


def fetch_together(port: int, path: str, headers: Mapping[str, str], times: int) -> float:
    """Ask for the same so many times at once; return the seconds until all are answered. Anything but 200 and 304 raises."""
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
    """The best rate of a few measurements, each on connections of its own, because others use this machine too.

    The times are the middle ones of all measurements, and what failed in any of them counts.
    """
    tries = [wrk(port, path, seconds, headers) for _ in range(TRIES)]
    times = {name: median(getattr(told, name) for told in tries) for name in ("p50", "p95", "p99")}
    return replace(max(tries, key=lambda told: told.per_second), **times, failed=sum(told.failed for told in tries))


def wrk(port: int, path: str, seconds: float, headers: Mapping[str, str] | None = None, mix: Path | None = None) -> Rate:
    """The rate at which a server answers at 16 connections that are kept where the server keeps them.

    `mix` is a file with an address a line, asked in turn instead of `path`; then refusals (404) are part of it.
    """
    command = ["wrk", "--threads", "1", "--connections", str(CONNECTIONS), "--duration", f"{max(round(seconds), 1)}s"]
    command += ["--timeout", f"{PATIENCE_SECONDS}s", "--script", str(SCRIPT)]
    for name, value in (HEADERS | dict(headers or {})).items():
        command += ["--header", f"{name}: {value}"]
    command += [f"http://127.0.0.1:{port}{path}", *(["--", str(mix)] if mix else [])]
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
