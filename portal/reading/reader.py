"""The reader: it walks through the blocks of a document once, and puts each where it belongs."""

from collections.abc import Sequence

from portal.reading import vocabulary as words
from portal.reading.blocks import Block, quote, sentences
from portal.reading.chapter import Chapter
from portal.reading.known import ALIKE, KnownRecords, likeness
from portal.reading.layout import in_one_layout
from portal.reading.records import named
from portal.reading.result import BillRead, ChapterRead, FindingRead, GoalRead, MeasureRead, Reading
from portal.reading.rules import bills, cover, figures
from portal.reading.tables import Tables
from portal.reading.vocabulary import section_of

NOTHING = "In dit document staat niets dat het portaal kent: geen maatregel, wetsvoorstel, motie of doel."
# The part of the document that a heading begins, when it is no chapter of a measure.
PARTS = [
    ("inhoud", words.CONTENTS),
    ("overige", words.REST),
    ("moties", words.MOTIONS),
    ("wetten", words.BILLS),
    ("partijen", words.PARTIES),
    ("doelen", words.GOALS),
    ("maatregelen", words.MEASURES),
]


def read(blocks: Sequence[Block], known: KnownRecords) -> Reading:
    """Return what a document says, from its blocks and the records that earlier reports name."""
    return Reader(in_one_layout(blocks), known).read()


class Reader:
    """The state while a document is read: the part of the document, and the measure, goal or bill that it speaks of."""

    def __init__(self, blocks: Sequence[Block], known: KnownRecords) -> None:
        self.blocks = blocks
        self.known = known
        self.reading = Reading(cover.report_of(blocks))
        self.measures: list[MeasureRead] = []
        self.goals: dict[int, GoalRead] = {}
        self.part = "omslag"
        self.chapter: Chapter | None = None
        self.goal: GoalRead | None = None
        self.bill: BillRead | None = None
        self.section: ChapterRead | None = None
        self.heading = ""
        # The code and the heading of a chapter whose title comes in the next block.
        self.awaits_title: tuple[str, Block] | None = None
        self.tables = Tables(self.reading, self.goals, self.measure)

    def read(self) -> Reading:
        for block in self.blocks:
            if self.awaits_title and self._title(block):
                continue
            if block.kind == "table":
                self._table(block)
            elif block.kind == "heading":
                self._heading(block)
            elif block.kind == "note":
                self.set_aside(block.text, "Voetnoot")
            else:
                self._text(block)
        self.reading.maatregelen = self.measures
        self.reading.doelen = [self.goals[number] for number in sorted(self.goals)]
        self.reading.hoofdstukken = [each for each in self.reading.hoofdstukken if each.samenvatting or each.onderdelen]
        named(self.reading, self.known)
        return self.reading

    def set_aside(self, text: str, place: str = "") -> None:
        """Put a text that belongs nowhere in "niet geplaatst"."""
        where = place or self.heading or "Omslag"
        self.reading.nietGeplaatst.append({"tekst": text, "vindplaats": f"{where}: {quote(text)}"})

    def measure(self, code: str, title: str = "") -> MeasureRead:
        """Return what was read of a measure. The first title that the document prints counts.

        A code that the document gives to two measures, with titles that are not alike, is two measures.
        """
        title = title.rstrip(" .:")
        with_code = [each for each in self.measures if each.code == code]
        same = [each for each in with_code if not title or not each.titel or self._are_one(code, title, each.titel)]
        if same:
            same[0].titel = same[0].titel or title
            return same[0]
        self.measures.append(MeasureRead(code, title))
        return self.measures[-1]

    def _are_one(self, code: str, title: str, other: str) -> bool:
        if likeness(title, [other]) >= ALIKE:
            return True
        key = self.known.measure(code, title).key
        return key is not None and key == self.known.measure(code, other).key

    # Headings

    def _heading(self, block: Block) -> None:
        text = block.text.strip()
        measure = words.MEASURE.fullmatch(text)
        begins = (words.code_of(measure), measure["title"].strip()) if measure else self._short(text)
        if begins:
            self._begin_measure(*begins, block)
        elif self.chapter and self.chapter.takes_heading(block):
            return
        elif (goal := words.GOAL.fullmatch(text)) and self.chapter is None:
            self._begin_goal(int(goal["number"]), goal["title"], text)
        elif part := next((name for name, pattern in PARTS if pattern.match(words.plain(text))), None):
            self._begin_part(part, text)
        elif self.chapter is None and (bill := bills.bill_heading(block, in_list=self.part == "wetten")):
            self._begin_bill(*bill)
        elif self.chapter:
            self.chapter.begin_group(block)
        else:
            self._begin_section(text)

    def _short(self, text: str) -> tuple[str, str] | None:
        """Return the code and title of a heading such as "16b. Brugfunctie", when a measure has a title like it."""
        found = words.SHORT_MEASURE.fullmatch(text) if self.part in ("maatregelen", "maatregel") else None
        if found and self.known.measure(words.code_of(found), found["title"]).key:
            return words.code_of(found), found["title"].strip()
        return None

    def _begin_measure(self, code: str, title: str, block: Block) -> None:
        """Begin the chapter of a measure, or go on with it under the same heading on a new page."""
        self._leave()
        self.part, self.heading = "maatregel", f"Maatregel {code}"
        if not title:
            self.awaits_title = (code, block)
            return
        measure = self.measure(code, title)
        measure.vindplaats = measure.vindplaats or f"{self.heading}: {quote(title)}"
        if self.chapter is None or self.chapter.measure is not measure:
            self.chapter = Chapter(self.reading, measure, self.heading)

    def _title(self, block: Block) -> bool:
        """Return whether this block is the title below a heading such as "Maatregel 8a", and begin the chapter anyhow."""
        code, head = self.awaits_title or ("", block)
        self.awaits_title = None
        is_title = block.kind == "heading" and section_of(block.text) is None and not words.MEASURE.fullmatch(block.text)
        if is_title:
            self._begin_measure(code, block.text.strip(), head)
        elif self.chapter is None or self.chapter.measure.code != code:
            self.chapter = Chapter(self.reading, self.measure(code), f"Maatregel {code}")
        return is_title

    def _begin_goal(self, number: int, title: str, text: str) -> None:
        self._leave()
        self.part, self.heading, self.chapter = "doelen", f"Doelstelling {number}", None
        self.goal = self.goals.setdefault(number, GoalRead(number, title, vindplaats=f"{self.heading}: {quote(text)}"))

    def _begin_bill(self, number: str, title: str) -> None:
        section, part = self.section, self.part
        self._leave()
        self.section, self.part = section, part
        self.bill = BillRead(title, number, vindplaats=f"{self.heading}: {quote(title)}")
        self.reading.wetsvoorstellen.append(self.bill)

    def _begin_part(self, part: str, text: str) -> None:
        self._leave()
        self.chapter = None
        self.part = part
        self._begin_section(text, part)

    def _begin_section(self, text: str, part: str = "hoofdstuk") -> None:
        self._leave()
        if self.part in ("omslag", "inhoud") and text == self.reading.rapportage["titel"][: len(text)]:
            self.part = "omslag"
            return
        self.part = part
        self.heading = text.rstrip(" :")
        same = (each for each in self.reading.hoofdstukken if each.titel == self.heading)
        self.section = next(same, None) or ChapterRead(self.heading, vindplaats=quote(text))
        if self.section not in self.reading.hoofdstukken:
            self.reading.hoofdstukken.append(self.section)

    def _leave(self) -> None:
        self.goal, self.bill, self.section = None, None, None
        self.tables.end()

    # Paragraphs and bullets

    def _text(self, block: Block) -> None:
        if self.chapter:
            self.chapter.text(block)
        elif self.goal:
            self._about_goal(block.text)
        elif self.part == "wetten" and (bill := bills.bill_heading(block, in_list=True)):
            self._begin_bill(*bill)
        elif self.bill:
            bills.add_text(self.bill, block)
        elif self.part == "omslag":
            self._cover(block)
        elif self.part == "inhoud" or (self.part == "moties" and self.reading.moties):
            self.set_aside(block.text)
        elif self.section:
            self._in_section(self.section, block)
        else:
            self.set_aside(block.text)

    def _cover(self, block: Block) -> None:
        report = self.reading.rapportage
        said = (report["titel"].lower(), report["publicatie"]["tekst"].lower())
        if not any(block.text.lower() in each for each in said if each):
            self.set_aside(block.text, "Omslag")

    def _about_goal(self, text: str) -> None:
        goal = self.goal
        if goal is None:
            return
        goal.samenvatting = f"{goal.samenvatting} {text}".strip()
        for sentence in sentences(text):
            place = f"Doelstelling {goal.nummer}: {quote(sentence)}"
            self.reading.bevindingen.append(FindingRead(sentence, place, doel=goal.nummer, cijfers=figures.figures_in(sentence)))

    def _in_section(self, section: ChapterRead, block: Block) -> None:
        if words.TYPED_NOTE.match(block.text):
            self.set_aside(block.text, "Voetnoot")
            return
        numbered = words.NUMBERED.fullmatch(block.text)
        if self.part == "doelen" and numbered:
            self.goals.setdefault(
                int(numbered["number"]), GoalRead(int(numbered["number"]), numbered["title"], vindplaats=self.heading)
            )
        if block.kind == "item" or numbered:
            section.onderdelen.append(block.text)
        else:
            section.samenvatting = f"{section.samenvatting} {block.text}".strip()

    def _table(self, table: Block) -> None:
        if self.part == "inhoud" or not self.tables.take(table, self.heading):
            for row in table.rows:
                self.set_aside(" | ".join(cell.text for cell in row if cell.text))
