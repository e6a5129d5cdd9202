"""PDF/UA documents, compiled by Typst. The data is passed as JSON, never as markup built from strings."""

import json
import threading
from pathlib import Path
from typing import Any

from portal.core.confined import Limits, run_confined

TYPESETTER = Path(__file__).parent / "typst" / "typeset.py"
LIMITS = Limits(megabytes=1024, seconds=20)
# A compilation takes much memory, so a worker process runs at most two at a time.
_turn = threading.BoundedSemaphore(2)


def to_pdf(template: str, data: dict[str, Any]) -> bytes:
    """Return the PDF of `typst/<template>.typ` ("agenda" or "overview") with `data`.

    Typst runs in a process of its own, so that its memory is freed afterwards. The call waits while two others run. Raises
    `ConfinedError` when the compilation fails. The fault is then in the portal, not in the request.
    """
    with _turn:
        return run_confined(TYPESETTER, template, content=json.dumps(data, ensure_ascii=False).encode(), limits=LIMITS)
