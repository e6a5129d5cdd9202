"""What a change is. The words of the lists are public: they are in addresses and downloads."""

from dataclasses import dataclass

from django.db import models

from measures.enums import Direction
from measures.kinds import KINDS, Kind
from portal.core.sources import Source


class ChangeKind(models.TextChoices):
    """In the order in which a page tells them. `GONE` says only that a report no longer names it, not that it ended."""

    STATUS = "status", "Andere status"
    PLANNING = "planning", "Planning verschoven"
    NEW = "nieuw", "Nieuw genoemd"
    GONE = "vervallen", "Niet meer genoemd"
    MEASURE = "maatregel", "Hoort bij een andere maatregel"
    CODE = "code", "Andere code"
    TITLE = "titel", "Andere titel"


# The kinds of record that a comparison tells of, in the order of a page.
COMPARED = tuple(kind for kind in KINDS if kind.is_compared)


@dataclass(frozen=True)
class Subject:
    """The record that changed. `name` is the title with its number."""

    type: Kind
    key: str
    title: str
    name: str
    url: str


@dataclass(frozen=True)
class Change:
    """One difference between two reports.

    `old` and `new` are what a page shows; empty where that report names nothing. `detail` says which part of the record
    it is about ("Inwerkingtreding: overige maatregelen"), `amount` how far it moved, `remark` what explains it.
    `aspect` is that part in values that stay when words change; no two changes of one kind of one record share it.
    """

    kind: ChangeKind
    subject: Subject
    old: str = ""
    new: str = ""
    old_source: Source | None = None
    new_source: Source | None = None
    direction: Direction | None = None
    detail: str = ""
    amount: str = ""
    remark: str = ""
    aspect: tuple[str, ...] = ()
