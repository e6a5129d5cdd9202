"""The program that compiles one document with Typst. It does not import Django.

Its arguments are the name of a template and "pdf" or "png". It reads the data as JSON from stdin and writes the file to stdout.
"""

import json
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

import typst

HERE = Path(__file__).parent
PIXELS_AN_INCH = 144
# Characters that the fonts of Typst have: Latin, Greek, Cyrillic, punctuation, currencies, arrows and mathematical signs. PDF/UA
# refuses a document with any other character.
NOT_IN_FONTS = re.compile(
    "[^\t\n\r\u0020-\u007e\u00a0-\u0377\u037a-\u037f\u0384-\u038a\u038e-\u03a1\u03a3-\u0484\u0487-\u04ff\u1e00-\u1eff"
    "\u2010-\u2027\u2030-\u2040\u2044-\u2052\u20a0-\u20c0\u2100-\u211e\u2126-\u2151\u2153-\u2184\u2190-\u23ff\u25a0-\u25ff]"
)


def in_fonts(data: Any) -> Any:
    """Return the data with every character that the fonts lack replaced by "�". One that shows nothing is left out."""
    match data:
        case str():
            return NOT_IN_FONTS.sub(_instead, data)
        case list():
            return [in_fonts(each) for each in data]
        case dict():
            return {key: in_fonts(value) for key, value in data.items()}
    return data


def _instead(found: re.Match[str]) -> str:
    shows_nothing = unicodedata.category(found[0]) in ("Cc", "Cf", "Cn", "Mn", "Me", "Mc")
    return " " if found[0].isspace() else "" if shows_nothing else "\N{REPLACEMENT CHARACTER}"


def main() -> None:
    """Compile the template. Typst raises an error when a PDF is not PDF/UA-1: tagged, with a title and a language."""
    is_pdf = sys.argv[2] == "pdf"
    document = typst.compile(
        HERE / f"{sys.argv[1]}.typ",
        root=HERE,
        format="pdf" if is_pdf else "png",
        ppi=None if is_pdf else PIXELS_AN_INCH,
        sys_inputs={"data": json.dumps(in_fonts(json.load(sys.stdin.buffer)))},
        pdf_standards=["ua-1"] if is_pdf else [],
        ignore_system_fonts=True,
    )
    assert isinstance(document, bytes)
    sys.stdout.buffer.write(document)


if __name__ == "__main__":
    main()
