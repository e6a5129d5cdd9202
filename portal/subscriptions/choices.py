"""What a reader can choose, by its name of today: all news, a role, measures, bills and motions."""

from typing import Any, NamedTuple

from django.urls import reverse

from laws.models import Bill
from measures.models import Measure, Role, Sector
from motions.models import Motion
from portal.core.kept import Kept
from portal.subscriptions.models import Choice, SubjectKind

GONE = "Iets wat hier niet meer staat"
_KEPT: Kept[str, "Choosable"] = Kept(1)


class Wanted(NamedTuple):
    """One choice: a `SubjectKind`, the key of its record, and of the sector; empty texts where these do not apply."""

    kind: str
    slug: str = ""
    sector: str = ""


def wanted_of(choice: Choice) -> Wanted:
    return Wanted(choice.kind, choice.slug, choice.sector)


class Choosable:
    """The public records that can be chosen, in five queries. It depends on the public content only, and nothing changes it."""

    def __init__(self) -> None:
        self.records: dict[str, list[Any]] = {
            SubjectKind.ROLE: list(Role.objects.published()),
            SubjectKind.MEASURE: list(Measure.objects.published().in_order()),
            SubjectKind.BILL: list(Bill.objects.published().order_by("title")),
            SubjectKind.MOTION: list(Motion.objects.published()),
        }
        self.sectors = list(Sector.objects.published())
        # What became part of another record goes on under the name of that one.
        self._by_key = {
            kind: {key: record for record in records for key in record.keys_of_before}
            | {record.key: record for record in records}
            for kind, records in self.records.items()
        }

    def options(self, kind: str) -> list[tuple[str, str]]:
        """Return the key and the name of every record of a kind."""
        return [(record.key, _name_of(kind, record)) for record in self.records[kind]]

    def record_of(self, wanted: Wanted) -> Any:
        """Return the record of a choice, under its name of today; None for all news, and for what is not public any more."""
        return self._by_key.get(wanted.kind, {}).get(wanted.slug)

    def name_of(self, wanted: Wanted) -> str:
        """Return what a choice is called, such as "Leraar (po)"."""
        if wanted.kind == SubjectKind.ALL:
            return str(SubjectKind.ALL.label)
        record = self._by_key[wanted.kind].get(wanted.slug)
        name = GONE if record is None else _name_of(wanted.kind, record)
        return f"{name} ({wanted.sector})" if wanted.sector else name

    def described(self, wanted: Wanted) -> str:
        """Return the kind and the name of a choice, such as "Maatregel: 4. Hoorrecht"."""
        name = self.name_of(wanted)
        return name if wanted.kind == SubjectKind.ALL else f"{SubjectKind(wanted.kind).label}: {name}"

    def address_of(self, wanted: Wanted) -> str:
        """Return the path of the page about a choice; empty when there is none any more."""
        if wanted.kind == SubjectKind.ALL:
            return reverse("changes")
        record = self._by_key[wanted.kind].get(wanted.slug)
        if record is None:
            return ""
        path = str(record.get_absolute_url())
        return f"{path}?sector={wanted.sector}" if wanted.sector else path

    def names_of(self, choices: list[Wanted]) -> list[tuple[str, str]]:
        """Return what each choice is called in a list (see `described`), and the path of its page."""
        return [(self.described(each), self.address_of(each)) for each in choices]


def choosable() -> Choosable:
    """Return what can be chosen now, which a process keeps until the content changes: anybody can ask for the form."""
    return _KEPT.one("", Choosable)


def _name_of(kind: str, record: Any) -> str:
    return f"{record.number} {record.title}" if kind == SubjectKind.MOTION else str(record)
