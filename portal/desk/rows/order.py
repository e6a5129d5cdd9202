"""The order of the lines in a form, and the subheading of each, as a browser sends them.

Each line has a prefix, its key. A line sends its place as `position`. A line that stands in the group of the line above sends
`follows` instead of a subheading of its own. The functions here write the final places and subheadings into the data, so that
the models and forms below know nothing of groups. They also do what a button without JavaScript asks: move a line, or add one.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict

from portal.core.addresses import whole_number

# The name of the buttons that change the order. Their value is the key of a line, a colon and one of the acts below.
BUTTON = "rij"
UP, DOWN, BELOW, SPLIT, JOIN = "omhoog", "omlaag", "invoegen", "tussenkop", "samen"
# Places above this one are for rows that are on their way to another place, see `portal.desk.merging.places`.
LAST = 9_999


def place_of(data: QueryDict, key: str) -> float:
    """Return the place that a line sends, or infinity: a line without a place stands at the end."""
    place = whole_number(data.get(f"{key}-position", ""))
    return float("inf") if place is None else place


def follows(data: Mapping[str, Any], key: str) -> bool:
    return data.get(f"{key}-follows") == "1"


def arrange(data: QueryDict, keys: Sequence[str]) -> list[str]:
    """Write the final place and subheading of each line into `data`, and return the keys in the order of the page.

    Places that already rise from line to line stay as they are, so that saving without a change changes no row.
    """
    order = sorted(keys, key=lambda key: place_of(data, key))
    above = None
    for key in order:
        if above is not None and follows(data, key):
            data[f"{key}-heading"] = data.get(f"{above}-heading", "")
        above = key
    last: float = 0
    for key in order:
        place = place_of(data, key)
        place = last + 1 if place == float("inf") else place
        if not last < place <= LAST:
            _number(data, order)
            break
        data[f"{key}-position"], last = str(int(place)), place
    return order


def act_on(data: QueryDict, keys: Sequence[str], wanted: str, new: str) -> None:
    """Change `data` as a button asks. `wanted` is the value of the button; `new` is the key that a new line would get.

    A new line stands below the line of the button, with its kind and in its group. An unknown button changes nothing but what
    `arrange` does.
    """
    order = arrange(data, keys)
    key, _, act = wanted.rpartition(":")
    if key not in order:
        if act == BELOW:
            _add(data, order, len(order), new)
        return
    at = order.index(key)
    if act in (UP, DOWN):
        _move(data, order, at, at + (1 if act == DOWN else -1))
    elif act == BELOW:
        _add(data, order, at + 1, new)
    elif act == SPLIT:
        data[f"{key}-follows"], data[f"{key}-heading"] = "", ""
    elif act == JOIN and at:
        data[f"{key}-follows"], data[f"{key}-heading"] = "1", data.get(f"{order[at - 1]}-heading", "")


def _move(data: QueryDict, order: list[str], at: int, to: int) -> None:
    if not 0 <= to < len(order):
        return
    order[at], order[to] = order[to], order[at]
    _number(data, order)
    regroup(data, order)


def regroup(data: QueryDict, order: Sequence[str]) -> None:
    """Let each line keep its subheading, and derive anew which lines follow the one above. `order` has the keys in order."""
    for above, key in zip([None, *order], order, strict=False):
        same = above is not None and data.get(f"{above}-heading", "") == data.get(f"{key}-heading", "")
        data[f"{key}-follows"] = "1" if same else ""


def _add(data: QueryDict, order: list[str], at: int, new: str) -> None:
    if at:
        above = order[at - 1]
        for name in ("kind", "heading"):
            data[f"{new}-{name}"] = data.get(f"{above}-{name}", "")
        data[f"{new}-follows"] = "1"
    order.insert(at, new)
    _number(data, order)


def _number(data: QueryDict, order: Sequence[str]) -> None:
    for place, key in enumerate(order, start=1):
        data[f"{key}-position"] = str(place)
