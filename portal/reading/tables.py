"""The tables of a report: each is taken by the rules that know it, also when it goes on after the end of a page."""

from collections.abc import Callable

from measures.enums import ItemKind, NoteWeight
from portal.reading.blocks import Block, quote
from portal.reading.chapter import Chapter
from portal.reading.layout import in_one_layout
from portal.reading.result import GoalRead, MeasureRead, MotionRead, NoteRead, Reading
from portal.reading.rules import bills, goals, motions, parties, rest, statuses
from portal.reading.rules.grid import Grid, grid_of, with_head


class Tables:
    """What takes the tables of a document. `measure` gives what was read of the measure with a code and a title."""

    def __init__(self, reading: Reading, known_goals: dict[int, GoalRead], measure: Callable[[str, str], MeasureRead]) -> None:
        self.reading = reading
        self.goals = known_goals
        self.measure = measure
        self.heading = ""
        # The table that may go on after the end of a page: its head, and what reads its rows.
        self._open: tuple[tuple[str, ...], Callable[[Grid], bool]] | None = None

    def end(self) -> None:
        """Tell that the next table begins anew, because a heading stands between."""
        self._open = None

    def take(self, table: Block, heading: str) -> bool:
        """Put what a table says in the reading. Returns False for a table of no known kind."""
        self.heading = heading
        grid = grid_of(table)
        readers: list[Callable[[Grid], bool]] = [self._statuses, self._goals, self._parties, self._rest, self._bills]
        for reader in readers:
            if reader(grid):
                self._open = (grid.head, reader)
                return True
        if self._motions(table):
            return True
        goes_on = with_head(table, self._open[0]) if self._open else None
        return bool(goes_on and self._open and self._open[1](goes_on))

    def _statuses(self, grid: Grid) -> bool:
        rows = statuses.status_rows(grid)
        for row in rows or []:
            measure = self.measure(row.code, row.title)
            if measure.statusInBron and measure.status != row.status:
                words = f"De code {row.code} staat twee keer in de tabel, met twee statussen."
                place = f"{self.heading}, tabel met statussen: {quote(row.text)}"
                note = NoteRead(words.rstrip("."), words, place, NoteWeight.MEANING.value, [row.code])
                self.reading.doubt(f"maatregel {row.code}", words, note)
            measure.status, measure.statusInBron = row.status, row.printed
            measure.vindplaats = measure.vindplaats or f"{self.heading}, tabel met statussen: {quote(row.text)}"
        return rows is not None

    def _goals(self, grid: Grid) -> bool:
        rows = goals.goal_rows(grid)
        for row in rows or []:
            goal = self.goals.setdefault(row.number, GoalRead(row.number, row.title, vindplaats=self.heading))
            for code, title in row.measures:
                self.measure(code, title)
                if code not in goal.maatregelen:
                    goal.maatregelen.append(code)
        return rows is not None

    def _parties(self, grid: Grid) -> bool:
        rows = parties.party_rows(grid, self.heading)
        self.reading.partijen += rows or []
        return rows is not None

    def _rest(self, grid: Grid) -> bool:
        rows = rest.rest_rows(grid)
        for row in rows or []:
            trail = f"{self.heading or 'Stand van zaken overige maatregelen'}, Maatregel {row.code}"
            chapter = Chapter(self.reading, self.measure(row.code, row.title), trail)
            chapter.section = ItemKind.STATE_OF_PLAY.value
            for block in in_one_layout(row.blocks):
                chapter.state_of_play(block)
        return rows is not None

    def _bills(self, grid: Grid) -> bool:
        rows = bills.bill_rows(grid, self.heading)
        self.reading.wetsvoorstellen += rows or []
        return rows is not None

    def _motions(self, table: Block) -> bool:
        rows = motions.motion_rows(table)
        for row in rows or []:
            place = f"{self.heading}: {quote(f'{row.number}. {row.title}')}"
            self.reading.moties.append(MotionRead(row.number, row.title, row.explanation, row.status, row.printed, place))
        return rows is not None
