"""Which records of the portal a document means, and what is doubtful about that."""

from collections import Counter

from measures.enums import NoteWeight
from portal.reading.known import KnownRecords, RecordMatch
from portal.reading.result import SURE, NoteRead, Reading
from portal.reading.rules.contradictions import tell_contradictions


def named(reading: Reading, known: KnownRecords) -> None:
    """Fill in the slug of each measure and bill and the number of each motion, and tell every doubt.

    The notes that are proposed name measures by code until then.
    """
    _measures(reading, known)
    for bill in reading.wetsvoorstellen:
        match = known.bill(bill.titel)
        bill.slug, bill.zekerheid = match.key, match.certainty
        _tell(reading, f"wetsvoorstel {bill.volgnummer or bill.titel}", match)
    for motion in reading.moties:
        match = known.motion(motion.nummer, motion.titel)
        motion.nummer, motion.zekerheid = match.key or motion.nummer, match.certainty
        note = _note(match, "motie", motion.vindplaats)
        note.moties.append(motion.nummer)
        _tell(reading, f"motie {motion.nummer}", match, note)
    for number, times in Counter(motion.nummer for motion in reading.moties).items():
        if times > 1:
            words = f"Motie {number} staat {times} keer in de tabel."
            note = NoteRead(words.rstrip("."), words, f"Overzicht moties: „{number}”", NoteWeight.MEANING.value, moties=[number])
            reading.doubt(f"motie {number}", words, note)
    tell_contradictions(reading, known)
    _with_slugs(reading, known)


def _with_slugs(reading: Reading, known: KnownRecords) -> None:
    """Let the notes name measures by slug. A code that the document gives to two measures means both."""
    slugs: dict[str, list[str]] = {}
    for measure in reading.maatregelen:
        slugs.setdefault(measure.code, []).extend([measure.slug] if measure.slug else [])
    for each in known.measures.values():
        if each.codes:
            slugs.setdefault(each.codes[0][0], [each.slug])
    for note in filter(None, (doubt["notitie"] for doubt in reading.twijfels)):
        note.maatregelen = list(dict.fromkeys(slug for code in note.maatregelen for slug in slugs.get(code, ())))


def _measures(reading: Reading, known: KnownRecords) -> None:
    for measure in reading.maatregelen:
        match = known.measure(measure.code, measure.titel)
        measure.slug = match.key
        measure.zekerheid = match.certainty if measure.zekerheid == SURE else measure.zekerheid
        note = _note(match, "maatregel", measure.vindplaats)
        note.maatregelen.append(measure.code)
        _tell(reading, f"maatregel {measure.code}", match, note)
    for slug, times in Counter(measure.slug for measure in reading.maatregelen if measure.slug).items():
        if times > 1:
            codes = " en ".join(measure.code for measure in reading.maatregelen if measure.slug == slug)
            reading.doubt(f"maatregel {codes}", f"De codes {codes} lijken over dezelfde maatregel te gaan.")
    if known.after and reading.maatregelen:
        found = {measure.slug for measure in reading.maatregelen}
        for slug, each in known.measures.items():
            code = next((code for code, report in each.codes if report == known.after.slug), "")
            if code and slug not in found:
                reading.doubt(f"maatregel {code}", f"Maatregel {code} stond in {known.after.short_name} en staat hier niet.")


def _note(match: RecordMatch, word: str, place: str) -> NoteRead:
    text = f"{match.reason} Het portaal leest dezelfde {word}."
    return NoteRead(match.reason.rstrip(".")[:200], text, place, NoteWeight.READING.value)


def _tell(reading: Reading, about: str, match: RecordMatch, note: NoteRead | None = None) -> None:
    if match.reason:
        reading.doubt(about, match.reason, note if match.contradicts else None)
