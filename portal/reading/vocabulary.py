"""The words by which a report document shows what a heading, a column or a status is. Every wording of a report stands here."""

import re

from laws.enums import Phase
from measures.enums import ItemKind, Status

RESEARCH, ACTIONS, INVOLVED = "onderzoek", "acties", "betrokkenen"

# The section of a chapter of a measure, by the start of its heading.
SECTIONS = [
    (re.compile(r"dilemma"), ItemKind.DILEMMA.value),
    (re.compile(r"betrokken(en)?\b(?! wetgeving)"), INVOLVED),
    (re.compile(r"(wat )?(kunnen|kan) .*\bdoen\b|wat kun(t u| je) .*doen|aan de slag"), ACTIONS),
    (
        re.compile(
            r"(gezette |ondernomen )?stappen tot (nu toe|en met)|proces tot nu toe|wat is (er )?(al )?gedaan|behaalde resultaten"
        ),
        ItemKind.STEP.value,
    ),
    (
        re.compile(
            r"(geplande )?vervolg(stappen)?$|vervolgstappen|proces in de toekomst|komende (periode|stappen)"
            r"|volgende stappen|wat gaan we doen"
        ),
        ItemKind.NEXT_STEP.value,
    ),
    (re.compile(r"onderzoek\b|resultaten (uit )?(de )?(doelstellingen)?monitor"), RESEARCH),
    (re.compile(r"beleidsvorming"), ItemKind.POLICY.value),
    (re.compile(r"wetgeving(straject)?$|wet- en regelgeving$"), ItemKind.LEGISLATION.value),
    (re.compile(r"ondersteuning (door|vanuit) ocw|ondersteuning$"), ItemKind.SUPPORT.value),
    (re.compile(r"stand van zaken$"), ItemKind.STATE_OF_PLAY.value),
]

CONTENTS = re.compile(r"inhoud(sopgave)?$")
REST = re.compile(r"stand van zaken (van de )?(overige|andere) maatregelen")
BILLS = re.compile(r"(overzicht )?(van )?(de )?(verwachte |aankomende )?(wet- en regelgeving|wetgeving|wetsvoorstellen)\b")
MOTIONS = re.compile(r"(overzicht )?(van )?(de )?(aangenomen )?moties\b")
GOALS = re.compile(r"(overzicht )?(van )?(de )?(zeven )?(doelen|doelstellingen)( van passend onderwijs)?$")
PARTIES = re.compile(r"samenwerking met (de )?(veld)?partijen|(betrokken )?veldpartijen$")
MEASURES = re.compile(r"(overzicht )?(van )?(de )?(25 )?(verbeter)?maatregelen( van de verbeteraanpak)?$")

MEASURE = re.compile(
    r"(?:deel|sub|verbeter)?maatregel(?: nr\.?)? (?P<code>[0-9]{1,2} ?[a-z]?)\b[ .:–—-]*(?P<title>.*)", re.IGNORECASE
)
SHORT_MEASURE = re.compile(r"M? ?(?P<code>[0-9]{1,2}[a-z]?)[.:)]? +(?P<title>\D.*)")
GOAL = re.compile(r"(?:doelstelling|doel) (?P<number>[0-9]{1,2})\b[ .:–—-]*(?P<title>.*)", re.IGNORECASE)
NUMBERED = re.compile(r"(?P<number>[0-9]{1,2})[.:)]? +(?P<title>\D.*)")
# A note that was typed as a paragraph: its number, without a full stop, and a sentence.
TYPED_NOTE = re.compile(r"[0-9]{1,2} [A-Z“‘]")
DOCUMENT = re.compile(
    r"(?P<word>eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|elfde|twaalfde|[0-9]{1,2}(?:e|de|ste)) +"
    r"voortgangsrapport(?:age)?\b|voortgangsrapportage +(?:nr\.? *)?(?P<digits>[0-9]{1,2})\b",
    re.IGNORECASE,
)
ORDINALS = [
    "eerste",
    "tweede",
    "derde",
    "vierde",
    "vijfde",
    "zesde",
    "zevende",
    "achtste",
    "negende",
    "tiende",
    "elfde",
    "twaalfde",
]
REFERENCE = re.compile(
    r"(?:peildatum|stand (?:van zaken )?(?:op|per)|tot en met)[ :]+(?:is |van )?(?P<day>[0-9]{1,2} [a-z]+ [0-9]{4})",
    re.IGNORECASE,
)

MARKS = "✓✔✗x×●•■◼☑√v"
STATUSES = [
    (re.compile(r"nog niet (gestart|begonnen)|niet gestart"), Status.NOT_STARTED),
    (re.compile(r"(in )?(de )?(op)?startfase|opgestart"), Status.STARTING),
    (re.compile(r"in (de )?(uitvoering|behandeling)|loopt|lopend"), Status.UNDERWAY),
    (re.compile(r"(is )?(afgerond|uitgevoerd|afgedaan|gereed|voltooid)"), Status.DONE),
]

# A phase of a bill in the words of a planning. The longest wording comes first.
PHASES = [
    (r"(?:parlementaire )?behandeling (?:in|door) (?:de )?tweede kamer|tweede kamer(?:behandeling)?", Phase.HOUSE),
    (r"(?:parlementaire )?behandeling (?:in|door) (?:de )?eerste kamer|eerste kamer(?:behandeling)?", Phase.SENATE),
    (r"parlementaire behandeling", Phase.PARLIAMENT),
    (r"internetconsultatie", Phase.CONSULTATION),
    (r"ministerraad", Phase.COUNCIL_OF_MINISTERS),
    (r"(?:advies )?(?:van )?(?:de )?raad van state", Phase.COUNCIL_OF_STATE),
    (
        r"(?:(?:verwachte |beoogde? |geplande )?(?:\(gefaseerde\) |gefaseerde )?)?inwerkingtreding"
        r"|treedt in werking|in werking treden",
        Phase.ENTRY_INTO_FORCE,
    ),
]

# The roles of the portal by the words of a bullet. A report says "scholen" where school boards and school leaders act.
ROLES = [
    (re.compile(r"samenwerkingsverband(en)?\b|\bswv(['’]?s)?\b", re.IGNORECASE), ("samenwerkingsverband",)),
    (re.compile(r"schoolbestu(ur|ren)|(?<!jeugd)\bbesturen\b", re.IGNORECASE), ("schoolbestuur",)),
    (re.compile(r"schoolleiders?\b", re.IGNORECASE), ("schoolleider",)),
    (re.compile(r"\bscholen\b|\bde school\b", re.IGNORECASE), ("schoolbestuur", "schoolleider")),
    (re.compile(r"\blera(ar|ren)\b|\bdocenten\b", re.IGNORECASE), ("leraar",)),
    (
        re.compile(r"ondersteunend personeel|intern begeleiders?\b|ondersteuningscoördinator", re.IGNORECASE),
        ("ondersteunend-personeel",),
    ),
    (re.compile(r"lerarenopleiding(en)?\b", re.IGNORECASE), ("lerarenopleiding",)),
    (re.compile(r"\bgemeenten?\b", re.IGNORECASE), ("gemeente",)),
    (re.compile(r"\bouders\b", re.IGNORECASE), ("ouder",)),
    (re.compile(r"zorgpartners?\b|zorgpartijen|zorgaanbieders", re.IGNORECASE), ("zorgpartner",)),
    (re.compile(r"zorgkanto(or|ren)\b", re.IGNORECASE), ("zorgkantoor",)),
]


def code_of(found: re.Match[str]) -> str:
    """Return the code of a measure that `MEASURE` or `SHORT_MEASURE` found, such as "16b"."""
    return found["code"].replace(" ", "").lower()


def measure_in(text: str) -> tuple[str, str] | None:
    """Return the code and title when a text is the name of a measure: "Maatregel 8a Titel", "M8. Titel" or "8. Titel"."""
    found = MEASURE.fullmatch(text) or SHORT_MEASURE.fullmatch(text)
    return (code_of(found), found["title"].strip()) if found else None


def plain(text: str) -> str:
    """Return a heading in lower case, with straight quotes, without its number, mark or closing colon."""
    text = text.lower().replace("’", "'").replace("‘", "'")
    return " ".join(re.sub(r"^[0-9]{1,2}(\.[0-9]+)*[.)]? +", "", text).split()).strip(" :.–-?")


def section_of(heading: str) -> str | None:
    """Return the section of a chapter that a heading begins, or None."""
    words = plain(heading)
    return next((kind for pattern, kind in SECTIONS if pattern.match(words)), None)


def status_of(text: str) -> str | None:
    """Return the status that words of a source mean, or None when they are no status. A mark before the words is ignored."""
    words = plain(text.strip(f" {MARKS}\t")) if text.strip().lower() not in MARKS else ""
    return next((status.value for pattern, status in STATUSES if pattern.fullmatch(words)), None)


def roles_in(text: str) -> list[str]:
    """Return the roles that a bullet names as those who act: those before its first verb of what they can do.

    A sentence such as "Scholen kunnen ouders erop wijzen" names who acts before "kunnen" or "dienen".
    """
    roles: list[str] = []
    for clause in re.findall(r"(?:^|[.;] )([^.;]*?)\b(?:kunnen|kan|moeten|moet|dienen|hebben|konden|zijn|is|doen)\b", text)[:3]:
        for pattern, named in ROLES:
            if pattern.search(clause):
                roles += [role for role in named if role not in roles]
        if roles:
            break
    return roles
