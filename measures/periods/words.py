"""The Dutch words of which a period is made, and the tidy spelling in which the other modules read them."""

import re
import unicodedata

from measures.words.signs import visible

MONTHS = {
    "januari": 1, "februari": 2, "maart": 3, "april": 4, "mei": 5, "juni": 6, "juli": 7,
    "augustus": 8, "september": 9, "oktober": 10, "november": 11, "december": 12,
}  # fmt: skip
SHORT_MONTHS = {
    "jan": 1, "feb": 2, "febr": 2, "mrt": 3, "apr": 4, "jun": 6, "jul": 7,
    "aug": 8, "sep": 9, "sept": 9, "okt": 10, "nov": 11, "dec": 12,
}  # fmt: skip
NUMBER_OF_MONTH = MONTHS | SHORT_MONTHS
# The first month of each season within one year. Winter crosses New Year, so it is read with both years or not at all.
SEASONS = {"voorjaar": 3, "lente": 3, "zomer": 6, "najaar": 9, "herfst": 9}
WINTER_BEGINS = 12
SCHOOL_YEAR_BEGINS = 8
ORDINALS = {
    name: number
    for number, names in enumerate(("eerste 1e 1ste", "tweede 2e 2de", "derde 3e 3de", "vierde 4e 4de"), start=1)
    for name in names.split()
}
LAST = "laatste"
# The parts of a period: its beginning, its middle and its end.
PARTS = {
    "begin": "begin", "medio": "midden", "halverwege": "midden", "midden": "midden", "half": "midden",
    "eind": "eind", "einde": "eind",
}  # fmt: skip
STARTS = ("start", "aanvang")

YEAR = r"(?:19|20)[0-9]{2}"
TWO_YEARS = rf"({YEAR}) ?[-/] ?({YEAR}|[0-9]{{2}})"
ORDINAL = "|".join([*ORDINALS, LAST])

# Phrases that say that there is no date (yet). They must match the whole text, after `LEAD_IN` is removed.
NO_DATE = re.compile(
    r"(nog )?(nader )?te bepalen|ntb|(de )?planning is nog niet (gereed|klaar|bekend)|nog (niet )?(on)?bekend|onbekend"
    r"|volgt( in een later stadium)?|(voorals)?nog niet voorzien|niet gepland|x|-"
    r"|(dit is )?afhankelijk van verdere besluitvorming( de aankomende tijd)?"
    r"|doorlopend|structureel|op termijn|te zijner tijd|tzt"
)
# The phrases among them that say that something goes on, not that its day is still unknown.
GOES_ON = re.compile("doorlopend|structureel")
# Words before a period that do not change its days: a chamber of parliament, or the start of a sentence. "Beoogd voor …" is
# left out: there "voor" means "for", elsewhere "before".
LEAD_IN = re.compile(
    r"^(beoogde (\(gefaseerde\) )?inwerkingtreding:?|beoogd(?! voor):?|streefdatum(?! voor):?|bij inwerkingtreding wet"
    r"|met ingang van|ek|tk|eerste kamer|tweede kamer|naar verwachting|in de loop van|in|op(?! zijn vroegst| termijn)|de|het|per"
    r"|gedurende|tijdens|aan het|(de )?periode|bij (?=((de|het) )?(start|aanvang|begin)\b)"
    r"|(gefaseerd|structureel|doorlopend)(?= (vanaf|sinds)\b))\s*(?<=[\s:])"
)


def tidy(words: str) -> str:
    """Return the words in lower case, without accents, double spaces, full stops of abbreviations and words of `LEAD_IN`."""
    text = re.sub(r"\s+", " ", visible(words)).strip().lower().rstrip(".:;,")
    text = "".join(each for each in unicodedata.normalize("NFD", text) if not unicodedata.combining(each))
    text = re.sub(r"[‐-―−]", "-", text)  # every kind of dash
    text = re.sub(r"(?<=[a-z])\.", "", text)  # "1 aug. 2027", "n.t.b."
    text = re.sub(r"\bz['’]n\b", "zijn", text).replace("schooljaren", "schooljaar")
    text = re.sub(r"\((.*)\)$", r"\1", text)  # removes the brackets in "bij inwerkingtreding wet (2024)"
    previous = None
    while previous != text:
        previous, text = text, LEAD_IN.sub("", text).strip()
    return text


def is_part(text: str) -> bool:
    """Return whether the text begins with a word for a part of a period, such as "eind 2026" (the end of 2026)."""
    return text.partition(" ")[0] in (*PARTS, *STARTS)
