"""Lines of a list that say the same: a row of which the draft can have one only, entered twice."""

from collections.abc import Sequence
from typing import Any

from portal.desk.lists.kinds import LineForm
from portal.desk.merging.places import places_of


def refuse_twins(lines: Sequence[LineForm], changed: Sequence[LineForm]) -> bool:
    """Add an error to each changed line with the place of another line that stays. Return whether there is one.

    All lines of the list are needed, in the order of the page. The changed ones are valid, and hold their new values.
    """
    if not lines:
        return False
    stay = [(number, line) for number, line in enumerate(lines, start=1) if not line.is_removed and _is_row(line)]
    found = False
    for fields in places_of(type(lines[0].instance)):
        names = [name for name in lines[0].fields if name in fields]
        if not names or set(fields) - {*names, "report"}:
            # The rest of the place is not asked here, such as the address of a chapter, which is made from its title.
            continue
        at: dict[tuple[Any, ...], list[int]] = {}
        for number, line in stay:
            at.setdefault(_place(line, names), []).append(number)
        for number, line in stay:
            others = [each for each in at[_place(line, names)] if each != number]
            if others and line in changed:
                found = True
                line.add_error(names[-1], _words(line, names, others[0]))
    return found


def _is_row(line: LineForm) -> bool:
    return line.instance.pk is not None or line.is_to_save


def _place(line: LineForm, names: Sequence[str]) -> tuple[Any, ...]:
    return tuple(getattr(line.instance, name) for name in names)


def _words(line: LineForm, names: Sequence[str], other: int) -> str:
    labels = [str(line.fields[name].label).lower() for name in names]
    return f"Dit staat al in rij {other}, met hetzelfde bij: {', '.join(labels)}. Wijzig een van de twee, of haal haar weg."
