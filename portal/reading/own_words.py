"""Our own sentences beside those of the source: which of them still say what a new document says.

A sentence is compared only with sentences about the same subject and of the same kind.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice
from typing import NamedTuple

from portal.reading.blocks import folded
from portal.reading.result import Reading

# Two sentences are the same sentence, changed, when they share this part of their words in the same order.
CHANGED = 0.5
# A changed sentence is sought among so many others at most. No chapter of a report has as many bullets of one kind.
MOST_COMPARED = 60
SAME, DIFFERENT, NEW = "gelijk", "gewijzigd", "nieuw"


class Topic(NamedTuple):
    """What a sentence is about, such as "maatregel:hoorrecht", and its kind, such as "stap"."""

    subject: str
    kind: str


# What belongs to no record stands together.
CHAPTER, CHAPTER_ITEM, ACTION = (
    Topic("hoofdstukken", "samenvatting"),
    Topic("hoofdstukken", "onderdeel"),
    Topic("acties", "actie"),
)


@dataclass(frozen=True)
class Said:
    """A sentence of a document. `named` has further words by which its place can be quoted, such as the title of a goal."""

    place: Topic
    text: str
    location: str
    named: str = ""


@dataclass(frozen=True)
class OwnSentence:
    """A sentence of ours with the sentence of the source that it was made from. `row` is the primary key of its row."""

    place: Topic
    ours: str
    source: str
    to_write: bool = False
    model: str = ""
    row: int = 0


@dataclass(frozen=True)
class Wording:
    """What a new sentence of the source becomes. `before` has the sentences of ours that it had; none when it is new."""

    said: Said
    change: str = NEW
    before: tuple[OwnSentence, ...] = ()

    @property
    def text(self) -> str:
        """Our sentence. A new one is the sentence of the source."""
        return " ".join(each.ours for each in self.before) or self.said.text

    @property
    def to_write(self) -> bool:
        """Whether these are still the words of the source, and nobody has written our own."""
        return not self.before or any(each.to_write for each in self.before)

    @property
    def source_before(self) -> str:
        return self.before[0].source if self.before else ""


def wordings(said: Sequence[Said], own: Iterable[OwnSentence]) -> list[Wording]:
    """Return for each sentence of a document what becomes of it, in the same order.

    The same sentence keeps ours. A changed one keeps ours too, with what the source wrote before: the most alike take each other
    first. A source that has the same sentence twice gets ours twice.
    """
    left: dict[Topic, dict[str, list[OwnSentence]]] = defaultdict(lambda: defaultdict(list))
    for sentence in own:
        left[sentence.place][source_key(sentence.source)].append(sentence)
    found: dict[int, Wording] = {}
    others: dict[Topic, list[int]] = defaultdict(list)
    taken: set[tuple[Topic, str]] = set()
    for index, each in enumerate(said):
        source = source_key(each.text)
        if ours := left[each.place].get(source):
            found[index] = Wording(each, SAME, tuple(ours))
            taken.add((each.place, source))
        else:
            others[each.place].append(index)
    for place, indexes in others.items():
        sources = {key: ours[0].source for key, ours in left[place].items() if (place, key) not in taken}
        alike = [(ratio, index, source) for index in indexes for ratio, source in _likenesses(said[index].text, sources)]
        for _ratio, index, source in sorted(alike, key=lambda each: -each[0]):
            if index not in found and (place, source) not in taken:
                found[index] = Wording(said[index], DIFFERENT, tuple(left[place][source]))
                taken.add((place, source))
    return [found.get(index) or Wording(each) for index, each in enumerate(said)]


def source_key(source: str) -> str:
    """Return a text by which a sentence is the same one: a line or a word that was broken elsewhere makes no difference."""
    return re.sub(r"[\s\-–—]+", "", folded(source))


def _likenesses(text: str, sources: Mapping[str, str]) -> Iterator[tuple[float, str]]:
    """Yield how much a source is like a text, from 0 to 1, with its key, for those that are the same sentence, changed."""
    matcher = SequenceMatcher(b=folded(text).split(), autojunk=False)
    for key, source in islice(sources.items(), MOST_COMPARED):
        matcher.set_seq1(folded(source).split())
        if matcher.real_quick_ratio() > CHANGED and matcher.quick_ratio() > CHANGED and (ratio := matcher.ratio()) > CHANGED:
            yield ratio, key


def difference(before: str, now: str) -> list[tuple[str, str]]:
    """Return the words of two sentences in order, each piece as ("gelijk", "weg" or "erbij", words)."""
    old, new = before.split(), now.split()
    pieces = []
    for act, begin, end, first, last in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if act == "equal":
            pieces.append((SAME, " ".join(new[first:last])))
            continue
        pieces += [("weg", " ".join(old[begin:end]))] if end > begin else []
        pieces += [("erbij", " ".join(new[first:last]))] if last > first else []
    return pieces


def said_in(reading: Reading) -> list[Said]:
    """Return every sentence of a document about a record that the portal knows, and those of its chapters."""
    found = []
    slugs = {measure.code: measure.slug for measure in reading.maatregelen}
    for measure in reading.maatregelen:
        about = f"maatregel:{measure.slug}"
        if measure.slug:
            found.append(Said(Topic(about, "samenvatting"), measure.samenvatting, measure.vindplaats))
            found += [Said(Topic(about, part.soort), part.tekst, part.vindplaats) for part in measure.onderdelen]
    for goal in reading.doelen:
        found.append(Said(Topic(f"doel:{goal.nummer}", "samenvatting"), goal.samenvatting, goal.vindplaats, goal.titel))
    for finding in reading.bevindingen:
        about = f"doel:{finding.doel}" if finding.doel else f"maatregel:{slugs.get(finding.maatregel or '')}"
        found.append(Said(Topic(about, "bevinding"), finding.tekst, finding.vindplaats))
    for bill in reading.wetsvoorstellen:
        place = Topic(f"wetsvoorstel:{bill.slug}", "onderdeel")
        found += [Said(place, text, bill.vindplaats) for text in bill.onderdelen if bill.slug]
        if bill.slug and bill.opmerking:
            found.append(Said(Topic(f"wetsvoorstel:{bill.slug}", "opmerking"), bill.opmerking, bill.vindplaats))
    for motion in reading.moties:
        place, named = Topic(f"motie:{motion.nummer}", "toelichting"), f"{motion.nummer}. {motion.titel}"
        found.append(Said(place, motion.toelichting, motion.vindplaats, named))
    for chapter in reading.hoofdstukken:
        found.append(Said(CHAPTER, chapter.samenvatting, chapter.vindplaats))
        found += [Said(CHAPTER_ITEM, text, chapter.vindplaats) for text in chapter.onderdelen]
    found += [Said(ACTION, action.tekst, action.vindplaats) for action in reading.acties]
    return [each for each in found if each.text]


def fill_own_words(reading: Reading, own: Iterable[OwnSentence]) -> dict[str, int]:
    """Fill in our sentence for each onderdeel of a measure. Return how many are the same, changed and new."""
    parts = [(f"maatregel:{measure.slug}", part) for measure in reading.maatregelen for part in measure.onderdelen]
    counts = {SAME: 0, DIFFERENT: 0, NEW: 0}
    said = [Said(Topic(about, part.soort), part.tekst, part.vindplaats) for about, part in parts]
    for (_about, part), wording in zip(parts, wordings(said, own), strict=True):
        counts[wording.change] += 1
        if wording.before:
            part.eigenTekst = wording.text
            part.vorigeTekst = wording.source_before if wording.change == DIFFERENT else None
    return counts
