"""What differs for a role between the sectors: po, vo and go."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from measures.models import Role, Sector
from portal.agenda.standing import Entry, Standing
from portal.core.dates import count_of, listed

# Schools for specialised education (go) belong to the partnerships (samenwerkingsverbanden) for po and vo. Whoever works at a
# school works in one sector; any other organisation has them among the schools of both.
SPECIALISED, WITH_SPECIALISED = "go", ("po", "vo")
OF_SCHOOLS = ("schoolbestuur", "schoolleider", "leraar", "ondersteunend-personeel")


def is_for(entry: Entry, sector: Sector, role: Role) -> bool:
    """Return whether an action is for this sector: the rule of `AgendaFilter.in_sector`, for an entry."""
    slugs = {each.slug for each in entry.action.addressed_sectors}
    if not slugs or sector.slug in slugs:
        return True
    return SPECIALISED in slugs and sector.slug in WITH_SPECIALISED and role.slug not in OF_SCHOOLS


@dataclass(frozen=True)
class ForSectors:
    """Actions that are for some sectors only. `sectors` has their slugs, such as "po en vo"."""

    sectors: str
    what: str


def differences(entries: Iterable[Entry], role: Role, sectors: Sequence[Sector]) -> list[ForSectors]:
    """Return what is for some of `sectors` only, in their order; empty if everything is for all. What has ended is left out."""
    found: dict[tuple[str, ...], list[Entry]] = {}
    for entry in entries:
        which = tuple(sector.slug for sector in sectors if is_for(entry, sector, role))
        if entry.standing != Standing.ENDED and len(which) < len(sectors):
            found.setdefault(which, []).append(entry)
    return [ForSectors(listed(which), _what(found[which])) for which in sorted(found) if which]


def _what(entries: Sequence[Entry]) -> str:
    options = sum(entry.is_option for entry in entries)
    duties = len(entries) - options
    words = [
        count_of(duties, "verplichting", "verplichtingen") if duties else "",
        count_of(options, "mogelijkheid", "mogelijkheden") if options else "",
    ]
    return " en ".join(filter(None, words))
