"""The program that makes the first cell of each row of a table the header of that row, because Typst has no words for it.

It does not import Django. It reads a tagged PDF from stdin and writes it to stdout.
"""

import io
import sys
from collections.abc import Iterator
from typing import Any

import pikepdf

OF_ROW = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)


def elements_in(element: Any) -> list[Any]:
    """Return the structure elements directly below one. A reference to content of the page is none."""
    below = element.get("/K")
    found = below if isinstance(below, pikepdf.Array) else [below]
    return [each for each in found if isinstance(each, pikepdf.Dictionary) and "/S" in each]


def called(element: Any, name: str) -> Iterator[Any]:
    """Yield the structure elements with this name, such as "/TBody", anywhere below one."""
    for each in elements_in(element):
        if str(each.S) == name:
            yield each
        else:
            yield from called(each, name)


def mark(row: Any) -> None:
    """Make the first cell a header with the scope of its row.

    The headers that Typst lists for each cell go: they name the column only, and such a list replaces what scopes say.
    """
    for number, cell in enumerate(elements_in(row)):
        kept = [each for each in cell.get("/A", []) if each.get("/O") != "/Table"]
        if number == 0:
            cell.S = pikepdf.Name.TH
            kept.insert(0, OF_ROW)
        cell.A = pikepdf.Array(kept)


def main() -> None:
    with pikepdf.open(io.BytesIO(sys.stdin.buffer.read())) as document:
        for body in called(document.Root.StructTreeRoot, "/TBody"):
            for row in elements_in(body):
                mark(row)
        # The same bytes for the same content.
        document.save(sys.stdout.buffer, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)


if __name__ == "__main__":
    main()
