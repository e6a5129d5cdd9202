"""Make one document: the name of a template as argument, its data as JSON on stdin, the PDF on stdout. Knows no Django."""

import sys
from pathlib import Path

import typst

HERE = Path(__file__).parent


def main() -> None:
    """Typst refuses what is not PDF/UA-1: tagged, titled, in a stated language."""
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
