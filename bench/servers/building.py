"""Another version of the portal, built in a folder of its own, to be measured beside this one."""

import subprocess
import sys
from pathlib import Path

from bench.figures import BenchError
from bench.servers.serving import ROOT, Build


def build(commit: str, folder: Path) -> Build:
    """Put the code of a commit in `folder`, with a virtual environment for its requirements.txt, and return it.

    Its own `bench/` fills and grows its database, as only that knows its models. What is measured, and how, is decided here.
    Raises BenchError when the commit does not exist or its packages cannot be installed.
    """
    folder.mkdir(parents=True)
    archive = folder.with_suffix(".tar")
    _run(["git", "archive", "--output", str(archive), commit], ROOT)
    _run(["tar", "--extract", "--file", str(archive)], folder)
    python = folder / ".venv" / "bin" / "python"
    _run([sys.executable, "-m", "venv", ".venv"], folder)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    _run([*pip, "-r", "requirements.txt"], folder)
    return Build(folder, str(python))


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BenchError(f"{' '.join(command[:3])} mislukte: {done.stderr[-2000:]}")
