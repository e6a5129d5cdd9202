"""The parts of a Markdown table: numbers in Dutch notation, each with ✓ or ✗ if it has a target."""

from collections.abc import Sequence

from bench.figures import Aim

NOTHING = ""


def number(value: float) -> str:
    """Return a number in Dutch notation: two decimals below 2, one below 20, otherwise none (0,57, 5,7, 57, 1.234)."""
    decimals = 0 if abs(value) >= 20 else 1 if abs(value) >= 2 else 2
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def cell(value: float | None, aim: Aim | None = None, *, beside: float | None = None) -> str:
    """Return a number, with ✓ or ✗ for its target and, between brackets, the number that it was compared with."""
    if value is None:
        return NOTHING
    words = [number(value)]
    if aim:
        words.append("✓" if aim.is_met(value) else "✗")
    if beside is not None:
        words.append(f"({number(beside)})")
    return " ".join(words)


def markdown(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table: the first column is text, the others are numbers.

    Raises ValueError if a row is longer or shorter than the header.
    """
    if any(len(row) != len(header) for row in rows):
        raise ValueError("Een rij is langer of korter dan de kop.")
    rule = [":--", *["--:"] * (len(header) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (header, rule, *rows))
