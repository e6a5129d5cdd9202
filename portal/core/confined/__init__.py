"""Programs of the portal in a process of their own, with limits on memory and time.

A program is one Python file that imports no Django. It reads bytes from stdin and writes its result to stdout. A fault in such
a program, or in a library that it uses, ends that process only. The worker process that asked for it answers other requests
meanwhile.
"""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1024 * 1024
LAUNCH = Path(__file__).parent / "launch.py"
# The whole environment of a program, so it sees no secrets. openpyxl parses with defusedxml, not with lxml. Every thread uses
# the same heap, because each further heap would take 64 MB of the address space that a program may use. Typst uses one thread.
ENVIRONMENT = {"OPENPYXL_LXML": "False", "MALLOC_ARENA_MAX": "1", "RAYON_NUM_THREADS": "1"}


class ConfinedError(Exception):
    """A program that failed or passed a limit. The message, for the log, is its error output or the limit."""


@dataclass(frozen=True)
class Limits:
    """The most that a program may use: address space in MB, and CPU time in seconds."""

    megabytes: int
    seconds: int

    @property
    def patience(self) -> int:
        """Return how many seconds the program may take by the clock: more than its CPU time, as the machine may be busy."""
        return 3 * self.seconds


def run_confined(program: Path, *arguments: str, content: bytes, limits: Limits) -> bytes:
    """Return what a program writes to stdout when `content` is its stdin. Raises `ConfinedError`."""
    own = [str(limits.megabytes * MEGABYTE), str(limits.seconds), str(program)]
    # -I: the program cannot import modules of the portal. -B: it writes no bytecode, as it may write no files.
    command = [sys.executable, "-I", "-B", str(LAUNCH), *own, *arguments]
    try:
        done = subprocess.run(  # noqa: S603 (our own program)
            command, input=content, env=ENVIRONMENT, capture_output=True, timeout=limits.patience, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ConfinedError(f"{program.name}: niet klaar na {limits.patience} seconden.") from error
    if done.returncode:
        raise ConfinedError(f"{program.name}: code {done.returncode}. {done.stderr.decode(errors='replace')}")
    return done.stdout
