"""How a planned phase moved between two reports, in words."""

from laws.slip import Move, Slip
from measures.enums import Direction
from portal.core.dates import count_of

LOST = "datum vervallen"
CANNOT_COMPARE = "niet te vergelijken"
IN_WORDS = {
    Move.NONE: "niet verschoven",
    Move.WIDER: "minder precies; geen verschuiving te zien",
    Move.NARROWER: "preciezer; geen verschuiving te zien",
    Move.LOST: LOST,
    Move.GAINED: "nu met een datum",
    Move.DROPPED: "niet meer genoemd",
}
DIRECTIONS = {
    Move.LATER: Direction.BACK,
    Move.LOST: Direction.BACK,
    Move.SOONER: Direction.FORWARD,
    Move.GAINED: Direction.FORWARD,
    Move.WIDER: Direction.SAME,
    Move.NARROWER: Direction.SAME,
}


def direction_of(slip: Slip) -> Direction | None:
    """Return the direction of a move: later is BACK (a setback). None if there is no move, or nothing to compare."""
    return DIRECTIONS.get(slip.move) if slip.move else None


def slip_in_words(slip: Slip) -> str:
    """Return how far a phase moved, such as "12 maanden later", "12 tot 24 maanden later" or "datum vervallen" (date lost).

    A period has a first and a last day, so a move from or to a period has a fewest and a most number of months.
    """
    return CANNOT_COMPARE if slip.move is None else move_in_words(slip.move, slip.months_range)


def move_in_words(move: Move, months: tuple[int | None, int | None]) -> str:
    """Return a move with its fewest and most months in words; see `slip_in_words`."""
    if move in IN_WORDS:
        return IN_WORDS[move]
    return _distance(*months, "later" if move == Move.LATER else "eerder")


def _distance(least: int | None, most: int | None, way: str) -> str:
    known = sorted(abs(months) for months in (least, most) if months is not None)
    if not known:
        return f"{way}, niet bekend hoeveel"
    low, high = known[0], known[-1]
    months = count_of(high, "maand", "maanden")
    if len(known) == 1:
        return f"minstens {months} {way}" if high else way
    if low == high:
        return f"{months} {way}" if high else f"minder dan een maand {way}"
    return f"{low} tot {months} {way}" if low else f"hoogstens {months} {way}"
