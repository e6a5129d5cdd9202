"""Contradictions of a document with itself: a number with the title of another, and a number or title that is used twice.

Each is a doubt with a proposal for a source note. Nothing here decides what the document means.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from measures.enums import NoteWeight
from portal.reading.known import ALIKE, KnownRecords, likeness
from portal.reading.result import NoteRead, Reading
from portal.reading.vocabulary import code_of, plain

# A title is that of another measure when it is so much like it, and less like that of the measure with the number.
ANOTHERS = 0.85
# "maatregel 16b: Zorg in onderwijstijd" within a sentence, or as the start of a line.
MENTION = re.compile(r"\b[Mm]aatregel (?P<code>[0-9]{1,2} ?[a-z]?)\b(?:\s*[:–—-]\s*|[.)]?\s+(?=[A-Z(]))(?P<title>[^.;]{3,150})")
UNDECIDED = "Welke van de twee is bedoeld, staat er niet."


def tell_contradictions(reading: Reading, known: KnownRecords) -> None:
    """Add a doubt, with a proposal for a note, for each contradiction of a document."""
    _codes(reading)
    titles = _titles(reading, known)
    for bill in reading.wetsvoorstellen:
        name = f"wetsvoorstel {bill.volgnummer}".strip()
        for found in bill.draagtBijAan:
            place = f"{bill.vindplaats.partition(':')[0] or 'Wetsvoorstellen'}, Draagt bij aan"
            for note in _mentions(str(found["tekst"]), titles, name, place):
                note.wetsvoorstellen += [bill.slug] if bill.slug else []
                reading.doubt(f"{name} „{bill.titel}”", note.tekst, note)
    for motion in reading.moties:
        place = f"{motion.vindplaats.partition(':')[0] or 'Moties'}, {motion.nummer}"
        for note in _mentions(motion.toelichting, titles, f"motie {motion.nummer}", place):
            note.moties.append(motion.nummer)
            reading.doubt(f"motie {motion.nummer}", note.tekst, note)
    _titles_of_motions(reading)


def _codes(reading: Reading) -> None:
    """Tell each code that the document gives to two measures."""
    named = defaultdict(list)
    for measure in reading.maatregelen:
        named[measure.code].append(measure.titel)
    for code, titles in named.items():
        if len(titles) > 1:
            words = f"De code {code} staat bij {' en bij '.join(f'„{title}”' for title in titles)}."
            place = f"Maatregel {code}: „{titles[-1]}”"
            note = NoteRead(f"De code {code} staat bij twee maatregelen", words, place, NoteWeight.MEANING.value, [code])
            reading.doubt(f"maatregel {code}", words, note)


def _titles(reading: Reading, known: KnownRecords) -> dict[str, tuple[str, set[str]]]:
    """Return by code what the document calls a measure, and all titles of it. Without measures there, what the portal knows."""
    if reading.maatregelen:
        others = {slug: each.titles for slug, each in known.measures.items()}
        return {each.code: (each.titel, {each.titel} | others.get(each.slug or "", set())) for each in reading.maatregelen}
    return {each.codes[0][0]: (sorted(each.titles)[0], each.titles) for each in known.measures.values() if each.codes}


def _mentions(text: str, titles: Mapping[str, tuple[str, set[str]]], name: str, place: str) -> Iterator[NoteRead]:
    """Yield a note for each measure that a text calls by its number with the title of another measure."""
    for found in MENTION.finditer(text):
        code, title = code_of(found), found["title"].strip()
        own, of_own = titles.get(code, ("", set()))
        if not own or likeness(title, of_own) >= ALIKE:
            continue
        other = _named(title, titles)
        if other is None:
            continue
        words = (
            f"Bij {name} staat „{found[0].strip()}”. Maatregel {code} heet in dit document „{own}”; "
            f"deze titel is van maatregel {other}. {UNDECIDED}"
        )
        heading = f"{name[:1].upper()}{name[1:]} noemt maatregel {code} met de titel van {other}"
        quoted = " ".join(found[0].split()[:6])
        yield NoteRead(heading, words, f"{place}: „{quoted}”", NoteWeight.MEANING.value, [code, other])


def _named(title: str, titles: Mapping[str, tuple[str, set[str]]]) -> str | None:
    """Return the code of the measure that has a title, or None when no measure has one that is so much like it."""
    ratios = {code: likeness(title, known) for code, (_own, known) in titles.items()}
    best = max(ratios, key=lambda code: ratios[code], default=None)
    return best if best is not None and ratios[best] >= ANOTHERS else None


def _titles_of_motions(reading: Reading) -> None:
    by_title: dict[str, list[str]] = defaultdict(list)
    for motion in reading.moties:
        if motion.titel:
            by_title[plain(motion.titel)].append(motion.nummer)
    titles = {plain(motion.titel): motion.titel for motion in reading.moties}
    for title, numbers in _used_twice(by_title):
        words = f"De moties {' en '.join(numbers)} hebben dezelfde titel: „{titles[title]}”. Of een titel fout is, staat er niet."
        place = f"Overzicht moties, {numbers[-1]}: „{' '.join(titles[title].split()[:6])}”"
        heading = f"De moties {' en '.join(numbers)} hebben dezelfde titel"
        note = NoteRead(heading, words, place, NoteWeight.MEANING.value, moties=list(numbers))
        reading.doubt(f"motie {numbers[0]}", words, note)


def _used_twice(found: Mapping[str, list[str]]) -> Iterable[tuple[str, list[str]]]:
    return [(key, list(dict.fromkeys(values))) for key, values in found.items() if len(set(values)) > 1]
