"""PDF/UA documents and pictures, compiled by Typst. The data is passed as JSON, never as markup built from strings."""

import json
import threading
from pathlib import Path
from typing import Any

from portal.core.confined import Limits, run_confined

PROGRAMS = Path(__file__).parent / "typst"
TYPESETTER, ROW_HEADERS = PROGRAMS / "typeset.py", PROGRAMS / "row_headers.py"
# The templates whose tables have a header in each row.
WITH_ROW_HEADERS = ("overview",)
LIMITS = Limits(megabytes=1024, seconds=20)
# A compilation takes much memory, so a worker process runs at most two at a time.
_turn = threading.BoundedSemaphore(2)


def to_pdf(template: str, data: dict[str, Any]) -> bytes:
    """Return the PDF of `typst/<template>.typ` ("agenda", "briefing" or "overview") with `data`.

    Typst runs in a process of its own, so that its memory is freed afterwards. The call waits while two others run. Raises
    `ConfinedError` when the compilation fails. The fault is then in the portal, not in the request.
    """
    with _turn:
        made = run_confined(TYPESETTER, template, "pdf", content=_as_json(data), limits=LIMITS)
        return run_confined(ROW_HEADERS, content=made, limits=LIMITS) if template in WITH_ROW_HEADERS else made


def to_png(template: str, data: dict[str, Any]) -> bytes:
    """Return the picture of `typst/<template>.typ` ("card") with `data`, in the same way."""
    with _turn:
        return run_confined(TYPESETTER, template, "png", content=_as_json(data), limits=LIMITS)


def _as_json(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()
