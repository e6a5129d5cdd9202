"""The program that compiles one document with Typst. It does not import Django.

Its argument is the name of a template. It reads the data as JSON from stdin and writes the PDF to stdout.
"""

import sys
from pathlib import Path

import typst

HERE = Path(__file__).parent


def main() -> None:
    """Compile the template. Typst raises an error when the result is not PDF/UA-1: tagged, with a title and a language."""
    document = typst.compile(
        HERE / f"{sys.argv[1]}.typ",
        root=HERE,
        format="pdf",
        sys_inputs={"data": sys.stdin.buffer.read().decode()},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
    )
    assert isinstance(document, bytes)
    sys.stdout.buffer.write(document)


if __name__ == "__main__":
    main()
