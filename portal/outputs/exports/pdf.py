"""PDF/UA documents, compiled by Typst. The data is passed as JSON, never as markup built from strings."""

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

TYPESETTER = Path(__file__).parent / "typst" / "typeset.py"
# A compilation takes much memory, so a worker process runs at most two at a time.
_turn = threading.BoundedSemaphore(2)


class TypesettingError(Exception):
    """A failed compilation, with the error output of Typst as message. The fault is in the portal, not in the request."""


def to_pdf(template: str, data: dict[str, Any]) -> bytes:
    """Return the PDF of `typst/<template>.typ` ("agenda" or "overview") with `data`.

    Typst runs in a subprocess, so that its memory is freed afterwards. The call waits while two others run. Raises
    `TypesettingError` when the compilation fails.
    """
    command = [sys.executable, str(TYPESETTER), template]
    with _turn:
        done = subprocess.run(command, input=json.dumps(data, ensure_ascii=False).encode(), capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        raise TypesettingError(done.stderr.decode())
    return done.stdout
