"""What the portal puts in a work plan: its rows of today, by key, and the columns that are the reader's."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from portal.outputs.exports.table import Cell, as_text

# The column with the key of a row, by which the portal knows the row again.
KEY = "Id"


@dataclass(frozen=True)
class PlanRow:
    """A row of today: its cells, one for each of `WorkPlan.headings`. `gone` says why it belongs with what ended, or is empty."""

    cells: Sequence[Cell]
    gone: str = ""


@dataclass(frozen=True)
class WorkPlan:
    """The rows of today, in their order, by key.

    `address` is the path and query of the page that the plan is of, such as `/nu/schoolleider/?sector=po`. `headings` and
    `widths` are of the portal's own columns; the column `KEY` is not among them. `own` are the headings of the reader's columns,
    which stand after the first `own_after` columns. `told` are the headings whose changes are told, each with the word for such
    a change. `led_to` has the key of today by each former key: of a row that got another one, or that became one with another.
    `role` is the slug of the role, if the plan is of one.
    """

    title: str
    address: str
    headings: Sequence[str]
    widths: Sequence[int]
    own: Sequence[str]
    own_after: int
    told: Mapping[str, str]
    rows: Mapping[str, PlanRow]
    about: Sequence[str] = ()
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    own_width: int = 24
    is_large: bool = False
    led_to: Mapping[str, str] = field(default_factory=dict)
    role: str = ""

    @property
    def all_headings(self) -> list[str]:
        """Return the headings of the sheet: the portal's, with the reader's among them, and the key last."""
        return [*self.headings[: self.own_after], *self.own, *self.headings[self.own_after :], KEY]

    def texts(self, key: str) -> dict[str, str]:
        """Return the cells of a row as text, by heading."""
        return dict(zip(self.headings, map(text_of, self.rows[key].cells), strict=True))

    def key_of(self, key: str) -> str:
        """Return the key of today of a row that once had `key`; the same when nothing is known of it."""
        return key if key in self.rows else self.led_to.get(key, key)

    @property
    def current(self) -> Iterator[str]:
        return (key for key, row in self.rows.items() if not row.gone)


def text_of(cell: Cell) -> str:
    """Return a cell as one line of text, to compare it with what a spreadsheet program made of it."""
    return folded(as_text(cell))


def folded(text: str) -> str:
    """Return a text with its white space folded, and without the apostrophe that keeps a text from being a formula."""
    return " ".join(text.removeprefix("'").split())
