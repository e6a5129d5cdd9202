"""The differences between two reports, computed from what each of them says. They are never stored.

`compare` takes any two reports, in either order. `history_of` takes the progress reports and tells each change once, from one
report to the next. `rules.py` decides what counts as a change and runs no queries.
"""

from portal.changes.change import COMPARED, Change, ChangeKind, Subject
from portal.changes.comparison import Comparison, compare
from portal.changes.history import Told, history_of, key_of

__all__ = ["COMPARED", "Change", "ChangeKind", "Comparison", "Subject", "Told", "compare", "history_of", "key_of"]
