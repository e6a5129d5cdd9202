"""Numbers as Dutch words in one Markdown table. A number with an aim carries ✓ or ✗, always."""

from collections.abc import Sequence

from bench.figures import Aim

NOTHING = ""


def number(value: float) -> str:
    """With a comma and about three digits that matter: 1.234, 57, 5,7, 0,57."""
    decimals = 0 if abs(value) >= 20 else 1 if abs(value) >= 2 else 2
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def cell(value: float | None, aim: Aim | None = None, *, beside: float | None = None) -> str:
    """A number, whether it meets its aim, and between brackets the number that it was compared with."""
    if value is None:
        return NOTHING
    words = [number(value)]
    if aim:
        words.append("✓" if aim.is_met(value) else "✗")
    if beside is not None:
        words.append(f"({number(beside)})")
    return " ".join(words)


def markdown(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table; the first column is words, the others are numbers. Every row is as long as the header."""
    if any(len(row) != len(header) for row in rows):
        raise ValueError("Een rij is langer of korter dan de kop.")
    rule = [":--", *["--:"] * (len(header) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (header, rule, *rows))
