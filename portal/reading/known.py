"""The records that earlier reports name, and which of them a code, title or number in a document means."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from laws.models import Bill
from measures.models import Measure, Report
from measures.words.reading import number_in, words_of
from motions.models import Motion
from portal.reading.result import CHOOSE, LIKELY, SURE

# A title of which this share of the letters agrees is the same title in other words.
SAME, ALIKE = 0.93, 0.62
# Words that say of nearly every title the same.
COMMON = {"wetsvoorstel", "wetvoorstel", "wet", "voorstel", "de", "het", "een", "van", "en", "in", "voor", "op"}


@dataclass(frozen=True)
class RecordMatch:
    """The record that is meant, or None; how sure that is; and why, in Dutch, when it is not sure.

    `contradicts` says that the reason is a fact about the sources, which a source note can tell: another code or another title.
    """

    key: str | None
    certainty: str
    reason: str = ""
    contradicts: bool = False


@dataclass
class KnownMeasure:
    slug: str
    titles: set[str] = field(default_factory=set)
    # The codes under which reports print it, the newest first, each with the slug of the report.
    codes: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class KnownRecords:
    """Measures, bills and motions with the titles that earlier reports print. `after` is the report to compare with."""

    after: Report | None
    measures: dict[str, KnownMeasure]
    bills: dict[str, set[str]]
    motions: dict[str, tuple[str, set[str]]]

    def measure(self, code: str, title: str) -> RecordMatch:
        """Return the measure that a code and a title mean. The title decides when the two disagree."""
        by_code = self._with_code(code)
        if not title:
            return RecordMatch(by_code.slug, SURE) if by_code else RecordMatch(None, CHOOSE, f"Maatregel {code} is niet bekend.")
        ratios = {slug: likeness(title, each.titles) for slug, each in self.measures.items()}
        # Of titles that are alike, that of the measure whose code it is now counts, and then one that once had this code.
        best = max(
            ratios,
            key=lambda slug: (ratios[slug], by_code is not None and slug == by_code.slug, self._had(slug, code)),
            default=None,
        )
        if by_code and ratios[by_code.slug] >= ALIKE and (best is None or ratios[by_code.slug] >= ratios[best] - 0.05):
            return RecordMatch(by_code.slug, SURE if ratios[by_code.slug] >= SAME else LIKELY)
        if best and ratios[best] >= SAME:
            return self._other_code(code, best)
        if by_code and code.isdigit():
            return RecordMatch(by_code.slug, LIKELY, f"Maatregel {code} heeft hier een andere titel: „{title}”.", True)
        return RecordMatch(None, CHOOSE, f"Maatregel {code} „{title}” is nieuw, of is onder een andere titel bekend.")

    def _with_code(self, code: str) -> KnownMeasure | None:
        """Return the measure whose newest code this is. A code of the report to compare with goes before an older one."""
        found = [each for each in self.measures.values() if each.codes and each.codes[0][0] == code]
        of_now = [each for each in found if self.after and each.codes[0][1] == self.after.slug]
        return next(iter([*of_now, *found]), None)

    def _had(self, slug: str, code: str) -> bool:
        return any(code == each for each, _report in self.measures[slug].codes)

    def _other_code(self, code: str, slug: str) -> RecordMatch:
        former, report = next(iter(self.measures[slug].codes), ("", ""))
        if former in ("", code):
            return RecordMatch(slug, LIKELY, f"Maatregel {code} is gevonden op de titel.")
        return RecordMatch(slug, LIKELY, f"Maatregel {code} had in {report} de code {former}.", True)

    def bill(self, title: str) -> RecordMatch:
        """Return the bill that a title means."""
        ratios = {slug: likeness(title, titles) for slug, titles in self.bills.items()}
        best = max(ratios, key=lambda slug: ratios[slug], default=None)
        if best and ratios[best] >= SAME:
            return RecordMatch(best, SURE)
        if best and ratios[best] >= ALIKE:
            return RecordMatch(best, LIKELY, f"Wetsvoorstel „{title}” lijkt op een bekend wetsvoorstel.")
        return RecordMatch(None, CHOOSE, f"Wetsvoorstel „{title}” is nieuw, of is onder een andere titel bekend.")

    def motion(self, number: str, title: str) -> RecordMatch:
        """Return the motion with this number, in any spelling. A title of another motion is told as the reason."""
        found = self.motions.get(number_in(number))
        if found is None:
            return RecordMatch(None, CHOOSE, f"Motie {number} „{title}” is nieuw.")
        key, titles = found
        if titles and title and likeness(title, titles) < ALIKE:
            return RecordMatch(key, LIKELY, f"Motie {number} heeft hier een andere titel: „{title}”.", True)
        return RecordMatch(key, SURE)


def likeness(title: str, titles: Iterable[str]) -> float:
    """Return how much a title is like the most similar of `titles`: from 0 to 1."""
    mine = _words(title)
    return max((_ratio(mine, _words(other)) for other in titles), default=0.0)


def _words(title: str) -> list[str]:
    words = words_of(title)
    return [word for word in words if word not in COMMON] or words


def _ratio(mine: list[str], other: list[str]) -> float:
    if mine == other:
        return 1.0
    short, long = sorted((set(mine), set(other)), key=len)
    # A title that the other one holds whole, such as "Maatwerk" in "Maatwerk in het funderend onderwijs".
    if short and short <= long:
        return 0.8 + 0.15 * len(short) / len(long)
    return SequenceMatcher(None, " ".join(mine), " ".join(other), autojunk=False).ratio()


def known_records(after: Report | None) -> KnownRecords:
    """Read from the database which records earlier reports name. Five queries, however many records."""
    measures: dict[str, KnownMeasure] = {}
    for measure in Measure.objects.prefetch_related("snapshots__report"):
        known = measures.setdefault(measure.slug, KnownMeasure(measure.slug, {measure.title}))
        stands = sorted(measure.snapshots.all(), key=lambda stand: stand.report.order, reverse=True)
        # The report to compare with comes first, because its codes are those that the next document continues.
        stands.sort(key=lambda stand: stand.report != after)
        known.titles |= {stand.title_printed for stand in stands if stand.title_printed}
        known.codes = [(stand.code, stand.report.slug) for stand in stands if stand.code]
        if measure.number and not known.codes:
            known.codes = [(str(measure.number), "")]
    bills = {
        bill.slug: {bill.title} | {stand.title_printed for stand in bill.snapshots.all()}
        for bill in Bill.objects.prefetch_related("snapshots")
    }
    motions: dict[str, tuple[str, set[str]]] = {}
    for motion in Motion.objects.prefetch_related("snapshots"):
        titles = {motion.title} | {stand.title_printed for stand in motion.snapshots.all()}
        for number in (motion.number, *motion.former_keys.split()):
            motions[number_in(number)] = (motion.number, titles)
    return KnownRecords(after, measures, bills, motions)
