"""The law behind an action, in Dutch: on one line, for the chosen sector, and how many duties have one."""

from collections import Counter
from collections.abc import Iterable

from laws.enums import BasisKind, Coverage
from laws.models import LegalBasis
from portal.agenda.standing import Entry, Standing
from portal.core.dates import count_of, in_dutch, listed


def law_in_short(entry: Entry, sector: str = "") -> str:
    """Return the law behind a duty on one line: the first article and how many more, or what was found instead.

    `sector` is the slug of the chosen one: then only its articles count, and if it has none the line says for which sectors they
    were found. Where no source names the begin of a duty in force, that of its article stands here, if a source gives the day.

    Empty for an option, and for a duty whose law nobody looked up.
    """
    bases = entry.action.known_bases
    if entry.is_option or not bases:
        return ""
    articles = [basis for basis in bases if basis.kind == BasisKind.LAW]
    if not articles:
        return (
            "geen wet gevonden." if bases[0].kind == BasisKind.NOT_FOUND else f"{bases[0].name[:1].lower()}{bases[0].name[1:]}."
        )
    of_sector = [basis for basis in articles if _is_for(basis, sector)]
    counting = of_sector or articles
    # A law that regulates only a part, or speaks to somebody else, does not impose the duty as it stands here.
    where = "in de wet" if any(basis.covers == Coverage.FULL for basis in counting) else "wet hierbij"
    if all(basis.until and basis.until < entry.day for basis in counting):
        where = "niet meer in de wet"
    since = _since(entry, counting[0])
    only = "" if of_sector else f", alleen gevonden voor {listed(_sectors(articles))}"
    others = len({(basis.law, basis.article) for basis in counting}) - 1
    more = f" en nog {count_of(others, 'artikel', 'artikelen')}" if others else ""
    return f"{where}{only}: {counting[0].law}, artikel {counting[0].article}{since}{more}."


def of_sector_first(bases: Iterable[LegalBasis], sector: str) -> list[LegalBasis]:
    """Return the laws with those for the chosen sector (a slug; empty: none is chosen) first, otherwise in their order."""
    return sorted(bases, key=lambda basis: not _is_for(basis, sector))


def imposed_in_words(entry: Entry) -> str:
    """Return that the text of a law imposes a duty on the day of `entry`, and since when; empty if that was not found."""
    texts = [basis for basis in entry.action.known_bases if basis.kind == BasisKind.LAW and basis.covers == Coverage.FULL]
    held = [each for each in texts if each.latest and each.latest <= entry.day and (not each.until or each.until >= entry.day)]
    if entry.is_option or not held:
        return ""
    days = {each.earliest if each.earliest == each.latest else None for each in held}
    (day, *others) = days
    if others or day is None:
        return "de wettekst legt het wel op"
    return (
        f"de wettekst legt het wel op,{' volgens onze lezing' if any(e.is_reading for e in held) else ''} sinds {in_dutch(day)}"
    )


def _sectors(bases: Iterable[LegalBasis]) -> list[str]:
    """Return the slugs of the sectors of these laws, each once, in the order of the sectors."""
    found = {sector.pk: sector.slug for basis in bases for sector in basis.sectors.all()}
    return [found[key] for key in sorted(found)]


def _is_for(basis: LegalBasis, sector: str) -> bool:
    return not sector or sector in (_sectors([basis]) or [sector])


def _since(entry: Entry, basis: LegalBasis) -> str:
    """Return since which day a source says that the article holds; empty if the duty has a begin of its own, or without that."""
    day = basis.earliest if basis.earliest == basis.latest and not basis.is_reading else None
    if entry.standing != Standing.IN_FORCE or entry.facts.start or day is None or day > entry.day:
        return ""
    return f" (sinds {in_dutch(day)})"


def laws_in_words(entries: Iterable[Entry]) -> str:
    """Return how many of the duties in force rest on a law, on an agreement, or on nothing that was found, in Dutch sentences.

    A duty with a law and something else counts under the law. A duty that nobody looked up is named only if there is one.
    """
    bases = [entry.action.known_bases for entry in entries if entry.standing == Standing.IN_FORCE]
    kinds = [{basis.kind for basis in found} for found in bases]
    counts = Counter(next((kind for kind in BasisKind if kind in found), None) for found in kinds)
    partly = sum(
        Coverage.PART in covers and Coverage.FULL not in covers for covers in ({b.covers for b in found} for found in bases)
    )
    sentences = [
        f"Van {count_of(len(bases), 'verplichting die nu geldt', 'verplichtingen die nu gelden')} staat de wet bij "
        f"{counts[BasisKind.LAW]}.",
        f"Bij {partly} daarvan regelt de wet een deel, of richt zij zich tot een ander.",
        f"Bij {counts[BasisKind.AGREEMENT]} staat een bestuurlijke afspraak.",
        f"Bij {counts[BasisKind.NOT_FOUND]} is niets gevonden.",
    ]
    if counts[None]:
        sentences.append(f"{count_of(counts[None], 'is', 'zijn')} nog niet opgezocht.")
    return " ".join(sentences)
