"""What the page with the rows of a document shows of each: the sentence of the source on the left, the draft on the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from measures.kinds import KINDS
from measures.models import Report
from portal.desk.reading_in.deciding import SPLIT
from portal.desk.reading_models import ReadRow
from portal.desk.sources.becomes import BECOMES
from portal.reading.own_words import difference

Kind, State = ReadRow.Kind, ReadRow.State
# The words for kinds of record in addresses of the desk. The rows of a document use the same.
WORDS = [kind.word for kind in KINDS]


@dataclass(frozen=True)
class ShownRow:
    """A row with its owner, the words that changed in its sentence, and what the draft says or would say.

    `names` is the key of the record that it names, and `slug` that of the draft.
    """

    row: ReadRow
    owner: ReadRow | None
    difference: list[tuple[str, str]]
    ours: str
    details: list[tuple[str, str]]
    names: str
    slug: str

    @property
    def choice(self) -> str:
        """Return the value that names this row, as it is now, in a form."""
        return f"{self.row.pk}.{self.row.version}"

    @property
    def address(self) -> str:
        """Return the path of the form in which the draft has this row; empty for a row without such a form."""
        about = self.row if self.row.kind in WORDS else self.owner
        key = about.values.get("record") if about and about.row and about.kind in WORDS else ""
        return reverse("edit-stand", args=[self.slug, about.kind, key]) if about and key else ""

    @property
    def may_split(self) -> bool:
        return self.row.kind in SPLIT and self.row.change != ReadRow.Change.GONE

    @property
    def is_open(self) -> bool:
        return self.row.state == State.OPEN


# What was read besides the sentence: the name in `ReadRow.values` and the word on the page.
DETAILS = {
    "soort": "soort", "groep": "tussenkop", "periode": "periode", "statusInBron": "status in de bron", "code": "code",
    "onderdeel": "deel", "datum": "dag", "nummer": "nummer", "tekst": "tekst",
}  # fmt: skip


def shown_rows(report: Report, rows: Sequence[ReadRow], owners: Sequence[ReadRow]) -> list[ShownRow]:
    """Return what a page shows of rows of one kind. One query for what the draft says of them, however many rows."""
    above = {owner.key: owner for owner in owners}
    becomes = BECOMES.get(Kind(rows[0].kind)) if rows else None
    stored: dict[int, Any] = becomes.model.objects.in_bulk([row.row for row in rows if row.row]) if becomes else {}
    sentence = becomes.sentence if becomes else ""
    return [
        ShownRow(
            row,
            above.get(row.owner),
            difference(row.before, row.text) if row.before and row.before != row.text else [],
            getattr(stored[row.row], sentence) if sentence and row.row in stored else row.ours,
            _details(row),
            row.values.get("record") or "",
            report.slug,
        )
        for row in rows
    ]


def _details(row: ReadRow) -> list[tuple[str, str]]:
    said = [(word, str(row.values[name])) for name, word in DETAILS.items() if row.values.get(name)]
    figures = [("cijfer", " ".join(filter(None, (f["waarde"], f["eenheid"], f["groep"])))) for f in row.values.get("cijfers", ())]
    roles = [("voor", ", ".join(row.values["rollen"]))] if row.values.get("rollen") else []
    return [*said, *figures, *roles]


def choices_for(report: Report, kind: ReadRow.Kind) -> list[str]:
    """Return what a person can choose for a row of a kind: the rows that it can stand under, or the records that it can mean."""
    becomes = BECOMES.get(kind)
    if becomes and becomes.record:
        key = becomes.record.natural_key_field
        return [f"{getattr(record, key)} – {record}"[:120] for record in becomes.record.objects.all()]
    owners = report.read_rows.filter(kind__in=[Kind.MEASURE, Kind.GOAL, Kind.CHAPTER])
    return [owner.shown for owner in owners]
