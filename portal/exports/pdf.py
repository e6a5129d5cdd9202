"""Documents as PDF/UA, compiled by Typst. Data goes in as JSON, never as markup built from strings."""

import json
from pathlib import Path
from typing import Any

import typst

TEMPLATES = Path(__file__).parent / "typst"


def to_pdf(template: str, data: dict[str, Any]) -> bytes:
    """Compile `typst/<template>.typ` with `data`. Typst refuses what is not PDF/UA-1: tagged, titled, in a stated language."""
    document = typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
    )
    assert isinstance(document, bytes)
    return document
