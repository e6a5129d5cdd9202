"""The start of a confined process: it limits itself, and then runs the program. It imports no Django.

Its arguments are the address space in bytes, the CPU time in seconds, the path of the program, and the program's arguments.
A process that limits itself needs no code between fork and exec, which is unsafe in a worker process with threads.
"""

import os
import resource
import runpy
import sys
from contextlib import suppress
from pathlib import Path


def main() -> None:
    """Limit this process and run the program. The limits stay when the worker process ends first."""
    memory, seconds, program, *arguments = sys.argv[1:]
    # Worker processes that answer requests go first. When memory runs out, Linux ends the process with the highest score.
    os.nice(5)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    most = {
        resource.RLIMIT_AS: int(memory),
        resource.RLIMIT_CPU: int(seconds),
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for kind, limit in most.items():
        resource.setrlimit(kind, (limit, limit))
    sys.argv = [program, *arguments]
    runpy.run_path(program, run_name="__main__")


if __name__ == "__main__":
    main()
