"""What a reading says, as a flat list of rows that can each become one row of a draft."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from laws.enums import Phase
from measures.models.fields import printable
from portal.desk.reading_in.found.names import KnownNames
from portal.desk.reading_models import ReadRow
from portal.reading.result import CHOOSE, LIKELY, SURE, BillRead, MeasureRead, Reading
from portal.reading.rules.periods_in import period_in

Kind = ReadRow.Kind
LONGEST_TITLE, LONGEST_PLACE = 300, 400
BY_HAND = "Vul de stap zelf in bij het wetsvoorstel, en leg deze rij dan opzij."
TWICE = "Dit staat twee keer in het document. Kies welke telt."


@dataclass
class FoundRow:
    """A row that was read. `ident` is by which it is known again in a newer version; without it the text is.

    `stored` is the key under which an earlier version of the document stored this row. See `ReadRow` for the other fields.
    """

    kind: ReadRow.Kind
    ident: str
    owner: "FoundRow | None" = None
    title: str = ""
    text: str = ""
    location: str = ""
    certainty: str = SURE
    reason: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    # The number of equal rows before this one, so that each has a key of its own.
    again: int = 0
    stored: str = ""

    @property
    def key(self) -> str:
        if self.stored:
            return self.stored
        words = " ".join(f"{self.ident or self.text}".lower().split())
        whole = "|".join((self.kind.value, self.owner.key if self.owner else "", words, str(self.again)))
        return hashlib.sha256(whole.encode()).hexdigest()[:40]

    @property
    def printed(self) -> str:
        """Return a hash of what the document says here. Where it says so, and which record is meant, are no part of that."""
        said = {name: value for name, value in self.values.items() if name != "record"}
        whole = json.dumps([self.title, self.text, said], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(whole.encode()).hexdigest()

    def unsure(self, certainty: str, reason: str) -> None:
        self.certainty, self.reason = certainty, f"{self.reason} {reason}".strip()


def rows_of(reading: Reading, names: KnownNames) -> list[FoundRow]:
    """Return the rows of a reading, each owner before what it owns, with different keys."""
    reasons: dict[str, list[str]] = defaultdict(list)
    for doubt in reading.twijfels:
        reasons[doubt["onderwerp"]].append(doubt["tekst"])
    found = _Rows(reading, names, reasons).all()
    _only_one_sure(found)
    times: Counter[str] = Counter()
    for row in found:
        plain = row.key
        row.again = times[plain]
        times[plain] += 1
    return found


def _only_one_sure(rows: Iterable[FoundRow]) -> None:
    """Doubt each further row about the same record."""
    seen: set[tuple[str, str]] = set()
    for row in rows:
        record = row.values.get("record") if row.kind in (Kind.MEASURE, Kind.BILL, Kind.MOTION, Kind.GOAL) else None
        if record and (row.kind, record) in seen:
            row.unsure(CHOOSE, TWICE)
        seen.add((row.kind, record or ""))


class _Rows:
    """The walk through a reading."""

    def __init__(self, reading: Reading, names: KnownNames, reasons: dict[str, list[str]]) -> None:
        self.reading, self.names, self.reasons = reading, names, reasons
        self.measures: dict[str, FoundRow] = {}
        self.goals: dict[int, FoundRow] = {}

    def all(self) -> list[FoundRow]:
        measures = [row for measure in self.reading.maatregelen for row in self._measure(measure)]
        goals = [self._goal(goal) for goal in self.reading.doelen]
        parts = (self._links(), self._actions(), self._bills(), self._motions(), self._findings(), self._parties())
        others = [row for some in (*parts, self._chapters(), self._notes(), self._loose()) for row in some]
        return [_clean(row) for row in (*goals, *measures, *others)]

    def _why(self, about: str) -> str:
        return " ".join(self.reasons.get(about, ()))

    def _measure(self, measure: MeasureRead) -> Iterator[FoundRow]:
        row = FoundRow(
            Kind.MEASURE, measure.titel or measure.code, None, f"{measure.code} {measure.titel}",
            measure.samenvatting, measure.vindplaats, measure.zekerheid, self._why(f"maatregel {measure.code}"),
            {"record": measure.slug, "code": measure.code, "titel": measure.titel, "status": measure.status,
             "statusInBron": measure.statusInBron},
        )  # fmt: skip
        self.measures.setdefault(measure.code, row)
        yield row
        for part in measure.onderdelen:
            values = {"soort": part.soort, "periode": part.periode, "groep": part.groep, "diepte": part.diepte}
            yield FoundRow(Kind.ITEM, "", row, "", part.tekst, part.vindplaats, part.zekerheid, "", values)
        for name in measure.betrokkenen:
            stakeholder = self.names.stakeholders.get(name.lower())
            involved = FoundRow(Kind.INVOLVED, name, row, name, location=measure.vindplaats, values={"record": stakeholder})
            if stakeholder is None:
                involved.unsure(CHOOSE, f"De betrokkene „{name}” is nieuw, of is onder een andere naam bekend.")
            yield involved

    def _goal(self, goal: Any) -> FoundRow:
        known = goal.nummer in self.names.goals
        values = {"record": str(goal.nummer) if known else None, "titel": goal.titel}
        row = FoundRow(
            Kind.GOAL, str(goal.nummer), None, f"Doel {goal.nummer} {goal.titel}", goal.samenvatting, goal.vindplaats,
            values=values,
        )  # fmt: skip
        if not known:
            row.unsure(CHOOSE, f"Doel {goal.nummer} kent het portaal niet.")
        self.goals[goal.nummer] = row
        return row

    def _links(self) -> Iterator[FoundRow]:
        for goal in self.reading.doelen:
            for code in goal.maatregelen:
                row = FoundRow(Kind.LINK, code, self.goals[goal.nummer], f"Doel {goal.nummer} – maatregel {code}")
                row.values = {"maatregel": code}
                if code not in self.measures:
                    row.unsure(CHOOSE, f"Het document zegt niet wat maatregel {code} is.")
                yield row

    def _actions(self) -> Iterator[FoundRow]:
        for action in self.reading.acties:
            owner = self.measures.get(action.maatregel)
            known = self.names.action(action.tekst, owner.values["record"] if owner else None)
            row = FoundRow(Kind.ACTION, "", owner, "", action.tekst, action.vindplaats, action.zekerheid)
            row.values = {"record": known.key, "rollen": action.rollen, "periode": period_in(action.tekst)}
            if known.reason:
                row.unsure(known.certainty, known.reason)
            yield row

    def _bills(self) -> Iterator[FoundRow]:
        for bill in self.reading.wetsvoorstellen:
            row = FoundRow(
                Kind.BILL, bill.titel, None, bill.titel, bill.opmerking, bill.vindplaats, bill.zekerheid,
                self._why(f"wetsvoorstel {bill.volgnummer or bill.titel}"),
                {"record": bill.slug, "nummer": bill.volgnummer, "titel": bill.titel},
            )  # fmt: skip
            yield row
            yield from self._parts(bill, row)

    def _parts(self, bill: BillRead, owner: FoundRow) -> Iterator[FoundRow]:
        for text in bill.onderdelen:
            yield FoundRow(Kind.ELEMENT, "", owner, "", text, bill.vindplaats)
        for each in bill.draagtBijAan:
            row = FoundRow(Kind.CONTRIBUTION, str(each["tekst"]), owner, str(each["tekst"]), location=bill.vindplaats)
            row.values = {"maatregel": each["code"] or ""}
            if each["code"] not in self.measures:
                row.unsure(LIKELY, "Het portaal herkent hier geen maatregel in.")
            yield row
        for step in bill.planning:
            values = {"fase": step.fase, "onderdeel": step.onderdeel, "periode": step.tekst}
            name = ", ".join(filter(None, (Phase(step.fase).label, step.onderdeel)))
            row = FoundRow(Kind.STEP, name, owner, f"{name}: {step.tekst}", location=bill.vindplaats, values=values)
            if not self.names.can_be_read(step.tekst):
                row.unsure(CHOOSE, f"De woorden „{step.tekst}” leest het portaal niet als periode. {BY_HAND}")
            yield row
        for entry in bill.inwerkingtreding:
            values = {"onderdeel": entry["onderdeel"] or "", "datum": entry["datum"] or ""}
            title = f"{entry['onderdeel'] or bill.titel}: {entry['datum']}"
            yield FoundRow(Kind.ENTRY, entry["onderdeel"] or "geheel", owner, title, location=bill.vindplaats, values=values)

    def _motions(self) -> Iterator[FoundRow]:
        for motion in self.reading.moties:
            is_known = motion.nummer in self.names.motions
            values = {
                "record": motion.nummer if is_known else None, "nummer": motion.nummer, "titel": motion.titel,
                "status": motion.status, "statusInBron": motion.statusInBron,
            }  # fmt: skip
            yield FoundRow(
                Kind.MOTION, motion.nummer, None, f"{motion.nummer} {motion.titel}", motion.toelichting, motion.vindplaats,
                motion.zekerheid, self._why(f"motie {motion.nummer}"), values,
            )  # fmt: skip

    def _findings(self) -> Iterator[FoundRow]:
        for found in self.reading.bevindingen:
            owner = self.goals.get(found.doel) if found.doel else self.measures.get(found.maatregel or "")
            yield FoundRow(Kind.FINDING, "", owner, "", found.tekst, found.vindplaats, values={"cijfers": found.cijfers})

    def _parties(self) -> Iterator[FoundRow]:
        for group in self.reading.partijen:
            for name in group.namen:
                party = self.names.parties.get(name.lower())
                values = {"record": party, "groep": group.groep, "naam": name}
                title = f"{name} ({group.groep})"
                row = FoundRow(Kind.PARTY, title, None, title, location=group.vindplaats, values=values)
                if party is None:
                    row.unsure(CHOOSE, f"De veldpartij „{name}” is nieuw, of is onder een andere naam bekend.")
                yield row

    def _chapters(self) -> Iterator[FoundRow]:
        for chapter in self.reading.hoofdstukken:
            row = FoundRow(Kind.CHAPTER, chapter.titel, None, chapter.titel, chapter.samenvatting, chapter.vindplaats)
            row.values = {"titel": chapter.titel}
            yield row
            for text in chapter.onderdelen:
                yield FoundRow(Kind.PARAGRAPH, "", row, "", text, chapter.vindplaats)

    def _notes(self) -> Iterator[FoundRow]:
        for note in filter(None, (doubt["notitie"] for doubt in self.reading.twijfels)):
            values = {
                "titel": note.titel, "tekst": note.tekst, "gewicht": note.gewicht, "maatregelen": note.maatregelen,
                "wetsvoorstellen": note.wetsvoorstellen, "moties": note.moties,
            }  # fmt: skip
            reason = "Het document spreekt een bron of zichzelf tegen. Neem dit over als u er een bronnotitie van wilt maken."
            yield FoundRow(Kind.NOTE, note.titel, None, note.titel, "", note.vindplaats, CHOOSE, reason, values)

    def _loose(self) -> Iterator[FoundRow]:
        for block in self.reading.nietGeplaatst:
            yield FoundRow(Kind.LOOSE, "", None, "", block["tekst"], block["vindplaats"], CHOOSE)


def _clean(row: FoundRow) -> FoundRow:
    """Take out of a row what no output can hold, and cut what is only there to find it by."""
    row.title, row.location = printable(row.title)[:LONGEST_TITLE], printable(row.location)[:LONGEST_PLACE]
    # A measure that only a table names has no heading of its own.
    row.location = row.location or (row.owner.location if row.owner else "") or row.title[:LONGEST_PLACE]
    row.text = printable(row.text)
    row.values = {name: printable(value) if isinstance(value, str) else value for name, value in row.values.items()}
    return row
