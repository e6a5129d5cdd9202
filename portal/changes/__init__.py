"""What changed between two reports, computed from what each of them says. No change is ever stored.

`compare` works for any two reports, in either order; `compare_in_turn` for a row of them. `rules.py` says what counts as a
change and knows no database reads.
"""

from portal.changes.change import COMPARED, Change, ChangeKind, Subject
from portal.changes.comparison import Comparison, compare, compare_in_turn

__all__ = ["COMPARED", "Change", "ChangeKind", "Comparison", "Subject", "compare", "compare_in_turn"]
