"""The differences between two reports, computed from what each of them says. They are never stored.

`compare` takes any two reports, in either order. `compare_in_turn` takes a sequence and compares each report with the
next. `rules.py` decides what counts as a change and runs no queries.
"""

from portal.changes.change import COMPARED, Change, ChangeKind, Subject
from portal.changes.comparison import Comparison, compare, compare_in_turn

__all__ = ["COMPARED", "Change", "ChangeKind", "Comparison", "Subject", "compare", "compare_in_turn"]
