"""The chapter of one measure: an introduction, and sections with bullets, perhaps in groups."""

from dataclasses import dataclass, field

from measures.enums import ItemKind
from portal.reading.blocks import Block, quote, sentences
from portal.reading.layout import ITALIC_LEVEL
from portal.reading.result import LIKELY, SURE, ActionRead, FindingRead, ItemRead, MeasureRead, Reading
from portal.reading.rules.figures import figures_in
from portal.reading.rules.parties import BETWEEN
from portal.reading.rules.periods_in import period_in
from portal.reading.vocabulary import ACTIONS, INVOLVED, RESEARCH, REST, plain, roles_in, section_of

ITEM_KINDS = set(ItemKind.values)
LONGEST_LEAD = 90


@dataclass
class Chapter:
    """The state within a chapter: the section, the heading of the group, and the bullet that nested bullets belong to."""

    reading: Reading
    measure: MeasureRead
    trail: str
    section: str | None = None
    heading: str = ""
    group: str = ""
    level: int = 0
    lead: str = ""
    parents: dict[int, str] = field(default_factory=dict)
    actors: list[str] = field(default_factory=list)

    def takes_heading(self, block: Block) -> bool:
        """Return whether a heading is the title once more or begins a section of the chapter, and take it then."""
        section = section_of(block.text)
        if REST.match(plain(block.text)) or plain(block.text).startswith("verwachte"):
            return False
        if section is None:
            # The title once more, at the top of a page.
            return plain(block.text) == plain(self.measure.titel)
        self.section, self.heading, self.level = section, block.text.rstrip(" :"), block.level
        self.group, self.lead, self.parents, self.actors = "", "", {}, []
        return True

    def begin_group(self, block: Block) -> None:
        """Begin a group below a heading that is no section. A heading above the section itself ends that section."""
        in_items = self.section in ITEM_KINDS
        ends = self.section is None or block.level < self.level or (not in_items and block.level <= self.level)
        if ends and not (in_items and block.level >= ITALIC_LEVEL):
            self.section, self.heading, self.level = ItemKind.STATE_OF_PLAY.value, "", block.level
        self.group, self.lead, self.parents = block.text.rstrip(" :"), "", {}

    def text(self, block: Block) -> None:
        """Put a paragraph or bullet in the section that is open."""
        if block.kind == "paragraph" and plain(block.text) == plain(self.measure.titel):
            return
        if self.section is None:
            self._introduction(block)
        elif self.section == INVOLVED:
            self._involved(block)
        elif self.section == ACTIONS:
            self._action(block)
        elif self.section == RESEARCH:
            self._research(block.text)
        elif block.kind == "paragraph":
            self._paragraph(block)
        else:
            self._item(block, SURE)

    def state_of_play(self, block: Block) -> None:
        """Put the text of a table in the section that is open: a bullet as it is, a paragraph by sentence."""
        if block.kind == "item":
            self._item(block, SURE)
            return
        for sentence in sentences(block.text):
            self._item(block.with_text(sentence), SURE, depth=1)

    def _place(self, text: str) -> str:
        return f"{', '.join(filter(None, (self.trail, self.heading or self.group)))}: {quote(text)}"

    def _introduction(self, block: Block) -> None:
        if block.kind == "paragraph":
            self.measure.samenvatting = f"{self.measure.samenvatting} {block.text}".strip()
            self.lead = next(reversed(list(sentences(block.text))), "") if block.text.endswith(":") else ""
            return
        # A list in the introduction, such as what a bill is about: the sentence before it is its heading.
        lead = self.lead.rstrip(" :")
        section = ItemKind.LEGISLATION if "wetsvoorstel" in lead.lower() else ItemKind.STATE_OF_PLAY
        self._add(section.value, block.text, block.level, lead, LIKELY)

    def _involved(self, block: Block) -> None:
        if block.text.endswith(":"):
            return
        names = [block.text] if block.kind == "item" else [name.strip() for name in BETWEEN.split(block.text) if name.strip()]
        self.measure.betrokkenen += names

    def _action(self, block: Block) -> None:
        """Add an action. Who acts in a bullet that names nobody, such as "zij", is derived from the bullet above it."""
        named = roles_in(block.text)
        roles = self.actors = named or self.actors
        place = self._place(block.text)
        certainty = SURE if named else LIKELY
        self.reading.acties.append(ActionRead(self.measure.code, block.text, list(roles), place, certainty))

    def _research(self, text: str) -> None:
        for sentence in sentences(text):
            found = FindingRead(sentence, self._place(sentence), maatregel=self.measure.code, cijfers=figures_in(sentence))
            self.reading.bevindingen.append(found)

    def _paragraph(self, block: Block) -> None:
        """A short line with a colon is the heading of a group; other text between bullets is a bullet too."""
        if block.text.endswith(":") and len(block.text) <= LONGEST_LEAD:
            self.group, self.parents = block.text.rstrip(" :"), {}
        else:
            self._item(block, LIKELY, depth=1)

    def _item(self, block: Block, certainty: str, depth: int | None = None) -> None:
        level = depth or max(block.level, 1)
        parent = next((text for above, text in sorted(self.parents.items(), reverse=True) if above < level), "")
        group = parent.rstrip(" :") if parent.endswith(":") else self.group
        self._add(self.section or "", block.text, level, group, certainty)
        self.parents = {above: text for above, text in self.parents.items() if above < level} | {level: block.text}

    def _add(self, kind: str, text: str, depth: int, group: str, certainty: str) -> None:
        self.measure.onderdelen.append(ItemRead(kind, text, self._place(text), period_in(text), group, depth, certainty))
