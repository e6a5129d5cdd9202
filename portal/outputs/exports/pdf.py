"""Documents as PDF/UA, compiled by Typst. Data goes in as JSON, never as markup built from strings."""

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

TYPESETTER = Path(__file__).parent / "typst" / "typeset.py"
# A document of Typst takes more memory than all pages together; so many are made at once by one process.
_turn = threading.BoundedSemaphore(2)


class TypesettingError(Exception):
    """A document could not be made; the message is what Typst says of it. A mistake of ours, never of a reader."""


def to_pdf(template: str, data: dict[str, Any]) -> bytes:
    """Compile `typst/<template>.typ` with `data`, in a process of its own: what Typst takes goes when it is done."""
    command = [sys.executable, str(TYPESETTER), template]
    with _turn:
        done = subprocess.run(command, input=json.dumps(data, ensure_ascii=False).encode(), capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        raise TypesettingError(done.stderr.decode())
    return done.stdout
