"""A change and its parts. The values of the enumerations are public: they are in URLs and exports."""

from dataclasses import dataclass

from django.db import models

from measures.enums import Direction
from measures.kinds import KINDS, Kind
from portal.core.sources import Source


class ChangeKind(models.TextChoices):
    """The kinds of change, in the order of the page.

    `GONE` means only that the later report does not mention the record. It does not mean that the record ended.
    """

    STATUS = "status", "Andere status"
    PLANNING = "planning", "Andere planning"
    NEW = "nieuw", "Nieuw genoemd"
    GONE = "vervallen", "Niet meer genoemd"
    MEASURE = "maatregel", "Hoort bij een andere maatregel"
    CODE = "code", "Andere code"
    TITLE = "titel", "Andere titel"


# The kinds of record that are compared, in the order of the page.
COMPARED = tuple(kind for kind in KINDS if kind.is_compared)


@dataclass(frozen=True)
class Subject:
    """The record that changed. `key` is its natural key, `lasting_key` its first one; `name` is its title with its number."""

    type: Kind
    key: str
    lasting_key: str
    title: str
    name: str
    url: str


@dataclass(frozen=True)
class Change:
    """One difference between two reports.

    - `old`, `new`: the words to show; empty for a report that does not mention the record.
    - `detail`: the part of the record that changed, in words, such as "Inwerkingtreding: hoorrecht" (entry into force).
    - `direction`: of a change of status or planning; None if the two values cannot be compared.
    - `amount`: how far a planning moved, in words. `remark`: an explanation.
    - `aspect`: the part that `detail` names, as values that never change (phase and part). Kind, record and aspect together
      identify a change; the ids of feed entries use them.
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
