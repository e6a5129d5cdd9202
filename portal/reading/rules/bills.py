"""The table of bills: what a bill arranges, to which measure it contributes, and its planning in words or sentences."""

import re
from contextlib import suppress

from laws.enums import Phase
from measures.periods import PeriodError, read_period
from portal.reading.blocks import ENDS, Block, Cell, quote
from portal.reading.result import BillRead, PlanningRead
from portal.reading.rules.grid import Grid
from portal.reading.vocabulary import MEASURE, PHASES, code_of

BILL = re.compile(r"(?:(?P<number>[0-9]{1,2})[.:)]? *)?(?P<title>(?:initiatief)?wet(?:s?voorstel)?\b.*)", re.IGNORECASE)
# In a table of bills each row is one, whatever its name.
NAMED = re.compile(r"(?:(?P<number>[0-9]{1,2})[.:)]? +)?(?P<title>\D.*)")
LETTERED = re.compile(r"(?P<number>[A-Z]|[0-9]{1,2})[.)] +(?P<title>\D.{2,118})")
PHASE = re.compile("|".join(f"(?P<p{index}>{words})" for index, (words, _phase) in enumerate(PHASES)), re.IGNORECASE)
# What stands before a phase and belongs to it, and what joins two phases.
BEFORE = re.compile(
    r"(?:[,;.]|\s|\(gefaseerde?\)|\b(?:en|met|daarna|planning|gericht op|voor|naar|de|het|in"
    r"|beoogde?|verwachte?|geplande?|gefaseerde?)\b)+$",
    re.IGNORECASE,
)
AFTER = re.compile(
    r"^[\s:–-]+|^(?:is |wordt |staat |op |gepland |voorzien |beoogd |per |in (?=[0-9]{4}|[a-z]+ [0-9]{4}|q[1-4]))+", re.IGNORECASE
)
UNPLANNED = re.compile(r"planning\b.*\b(nog )?niet\b|planning .*(onbekend|volgt)|nader te bepalen", re.IGNORECASE)
HOUSES = {"TK": Phase.HOUSE, "EK": Phase.SENATE}
IN_FORCE = re.compile(
    r"\b(?:is|zijn) (?:per |op |met ingang van )?(?P<day>[0-9]{1,2} [a-z]+ [0-9]{4}) in werking getreden", re.IGNORECASE
)


def bill_rows(grid: Grid, trail: str) -> list[BillRead] | None:
    """Return the bills of a table, or None when the table is another one."""
    planning = grid.column("planning", "beoogde planning", "verwachte planning")
    if grid.column("wetsvoorstel", "wetvoorstel", "wet", "voorstel") != 0 or planning is None:
        return None
    serves = grid.column("draagt bij", "bijdrage", "maatregel")
    bills = []
    for cells in grid.rows:
        bill = _bill(cells[0], trail)
        if bill:
            bill.draagtBijAan = contributions(cells[serves]) if serves is not None else []
            bill.planning = plan(cells[planning])
            bill.inwerkingtreding = entries_into_force(cells[planning].text)
            bills.append(bill)
    return bills if bills or not grid.rows else None


def _bill(cell: Cell, trail: str) -> BillRead | None:
    lines = [block for block in cell.blocks if block.text]
    named = NAMED.fullmatch(lines[0].text) if lines else None
    if not named:
        return None
    elements = [block.text for block in lines[1:]]
    title = named["title"].rstrip(" :.")
    return BillRead(title, named["number"] or "", None, elements, vindplaats=f"{trail}: {quote(lines[0].text)}")


def contributions(cell: Cell) -> list[dict[str, str | None]]:
    """Return what a bill contributes to: the code of a measure, or null, and the words of the document."""
    text = cell.text
    starts = [found.start() for found in re.finditer(r"\b[Mm]aatregel [0-9]", text)] or [0]
    pieces = [text[start:end].strip(" ;,") for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    found = [(MEASURE.match(piece), piece) for piece in pieces if piece]
    return [{"code": code_of(measure) if measure else None, "tekst": piece} for measure, piece in found]


def plan(cell: Cell) -> list[PlanningRead]:
    """Return the steps of a planning. A list below "inwerkingtreding" has a part of the bill and a period in each bullet."""
    steps: list[PlanningRead] = []
    phase = Phase.ENTRY_INTO_FORCE
    for block in cell.blocks:
        part, _, words = block.text.rpartition(":")
        if block.kind == "item" and part and not PHASE.search(part) and _days(words):
            # The bullets take the place of the phase that announced them.
            steps = [step for step in steps if step.tekst or step.fase != phase]
            steps.append(_step(phase, words, part.strip()))
            continue
        found = steps_in(block.text)
        steps += found
        if found:
            phase = Phase(found[-1].fase)
    return [step for step in steps if step.tekst]


def steps_in(text: str) -> list[PlanningRead]:
    """Return the steps in a text: each phase with the words up to the next phase."""
    places = list(PHASE.finditer(text))
    if not places:
        return [_step(Phase.ENTRY_INTO_FORCE, text.rstrip(" ."))] if UNPLANNED.search(text) else []
    steps = []
    for place, end in zip(places, [*(each.start() for each in places[1:]), len(text)], strict=True):
        words = text[place.end() : end]
        if end < len(text):
            words = BEFORE.sub("", words)
        phase = next(PHASES[int(name[1:])][1] for name, found in place.groupdict().items() if found)
        steps.append(_step(phase, AFTER.sub("", words.strip()).strip()))
    return steps


def entries_into_force(text: str) -> list[dict[str, str | None]]:
    """Return the days on which the document says that the bill came into force."""
    days = [_days(found["day"]) for found in IN_FORCE.finditer(text)]
    return [{"onderdeel": "", "datum": first} for first, _last in filter(None, days)]


def _step(phase: Phase, words: str, part: str = "") -> PlanningRead:
    words = words.strip(" .;:")
    house = words.split(" ", 1)[0].upper()
    if phase == Phase.PARLIAMENT and house in HOUSES:
        phase = HOUSES[house]
    first, last = _days(words) or (None, None)
    return PlanningRead(phase.value, words, part, first, last)


def _days(words: str) -> tuple[str | None, str | None] | None:
    """Return the first and last day that words mean, or None when they cannot be read."""
    with suppress(PeriodError):
        read = read_period(re.sub(r"^(?:EK|TK) ", "", words.strip(" .")))
        return (read.earliest.isoformat() if read.earliest else None, read.latest.isoformat() if read.latest else None)
    return None


def bill_heading(block: Block, in_list: bool) -> tuple[str, str] | None:
    """Return the number and title when a line is the name of a bill, otherwise None.

    A heading with the word "wetsvoorstel" is one everywhere. Within a chapter about bills (`in_list`) a line with a number or
    letter before it is one too, such as "A. Aanpak verzuim".
    """
    named = BILL.fullmatch(block.text) if block.kind == "heading" and "voorstel " in block.text.lower() else None
    lettered = LETTERED.fullmatch(block.text) if in_list and not ENDS.search(block.text) else None
    found = named or lettered
    return (found["number"] or "", found["title"].rstrip(" :.")) if found else None


def add_text(bill: BillRead, block: Block) -> None:
    """Put a paragraph or bullet below the name of a bill where it belongs: its planning, a measure, an element or a remark."""
    steps = [step for step in steps_in(block.text) if step.vroegst or step.laatst or UNPLANNED.search(step.tekst)]
    if steps:
        bill.planning += steps
    elif found := MEASURE.match(block.text):
        bill.draagtBijAan.append({"code": code_of(found), "tekst": block.text})
    elif block.kind == "item":
        bill.onderdelen.append(block.text)
    else:
        bill.opmerking = f"{bill.opmerking} {block.text}".strip()
