"""Which records of the portal a document means, and what is doubtful about that."""

from collections import Counter

from portal.reading.known import KnownRecords
from portal.reading.result import SURE, Reading


def named(reading: Reading, known: KnownRecords) -> None:
    """Fill in the slug of each measure and bill and the number of each motion, and tell every doubt."""
    _measures(reading, known)
    for bill in reading.wetsvoorstellen:
        match = known.bill(bill.titel)
        bill.slug, bill.zekerheid = match.key, match.certainty
        _tell(reading, f"wetsvoorstel {bill.volgnummer or bill.titel}", match.reason)
    for motion in reading.moties:
        match = known.motion(motion.nummer, motion.titel)
        motion.nummer, motion.zekerheid = match.key or motion.nummer, match.certainty
        _tell(reading, f"motie {motion.nummer}", match.reason)
    for number, times in Counter(motion.nummer for motion in reading.moties).items():
        if times > 1:
            reading.doubt(f"motie {number}", f"Motie {number} staat {times} keer in de tabel.")


def _measures(reading: Reading, known: KnownRecords) -> None:
    for measure in reading.maatregelen:
        match = known.measure(measure.code, measure.titel)
        measure.slug = match.key
        measure.zekerheid = match.certainty if measure.zekerheid == SURE else measure.zekerheid
        _tell(reading, f"maatregel {measure.code}", match.reason)
    for slug, times in Counter(measure.slug for measure in reading.maatregelen if measure.slug).items():
        if times > 1:
            codes = " en ".join(measure.code for measure in reading.maatregelen if measure.slug == slug)
            reading.doubt(f"maatregel {codes}", f"De codes {codes} lijken over dezelfde maatregel te gaan.")
    if known.after and reading.maatregelen:
        found = {measure.slug for measure in reading.maatregelen}
        for slug, each in known.measures.items():
            code = next((code for code, report in each.codes if report == known.after.slug), "")
            if code and slug not in found:
                reading.doubt(f"maatregel {code}", f"Maatregel {code} stond in {known.after.slug} en staat hier niet.")


def _tell(reading: Reading, about: str, reason: str) -> None:
    if reason:
        reading.doubt(about, reason)
