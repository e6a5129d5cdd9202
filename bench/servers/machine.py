"""Facts about processes and the machine, read from `/proc` of Linux."""

import os
import platform
from contextlib import suppress
from pathlib import Path

KB_IN_MB = 1024
NANOSECONDS_IN_MILLISECOND = 1_000_000


def memory_mb(pid: int | str = "self", *, peak: bool = False) -> float:
    """Return the resident memory of a process in MB: the present size, or its peak since the process started."""
    wanted = "VmHWM" if peak else "VmRSS"
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    value = next(line for line in lines if line.startswith(f"{wanted}:"))
    return int(value.split()[1]) / KB_IN_MB


def shared_memory_mb(pid: int) -> float:
    """Return the memory of a process in MB, in which a page that n processes share counts for an nth (PSS)."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    value = next(line for line in lines if line.startswith("Pss:"))
    return int(value.split()[1]) / KB_IN_MB


def cpu_ms(pid: int) -> float:
    """Return the CPU time of all threads of a process until now, user and system together, in milliseconds."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / NANOSECONDS_IN_MILLISECOND


def children(pid: int) -> list[int]:
    """Return the ids of the child processes of all threads of a process, sorted."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        # The thread may have ended in the meantime.
        with suppress(OSError):
            found += map(int, (task / "children").read_text().split())
    return sorted(found)


def children_mb(pid: int) -> float:
    """Return the present memory in MB of all child processes of a process. A child that just ended counts as 0."""
    taken = 0.0
    for child in children(pid):
        with suppress(OSError, StopIteration):
            taken += memory_mb(child)
    return taken


def processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def cores() -> int:
    return len(os.sched_getaffinity(0))


def total_memory_gb() -> float:
    line = next(line for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith("MemTotal:"))
    return int(line.split()[1]) / KB_IN_MB**2


def load() -> float:
    """Return the load average of the last minute. Above the number of cores, other work slows the measurements."""
    return os.getloadavg()[0]
