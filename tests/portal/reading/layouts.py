"""Report documents as different designers would lay them out, made as HTML from a report in the portal."""

from dataclasses import dataclass
from html import escape

from measures.enums import Status
from measures.models import Report

HEADS = {"dilemma": "Dilemma's bij de maatregel", "stap": "Stappen tot nu toe", "vervolgstap": "Vervolgstappen"}
FUTURE = {"vervolgstap": "Proces in de toekomst"}
REST = "Stand van zaken overige maatregelen"


@dataclass(frozen=True)
class Layout:
    """The choices of a designer."""

    bold_headings: bool = False
    typed_bullets: bool = False
    one_heading: bool = True
    numbered_heading: bool = False
    status_columns: bool = False
    beside: bool = False
    future_words: bool = False
    repeated: bool = False
    title_beside_number: bool = True
    merged_goal: bool = False
    tables_split: bool = False
    laws_first: bool = False


class Document:
    """The HTML of a report in one layout."""

    def __init__(self, report: Report, layout: Layout) -> None:
        self.report, self.layout = report, layout
        self.stands = list(report.measuresnapshots.select_related("measure").prefetch_related("items", "involvements"))
        self.chapters = [stand for stand in self.stands if _kinds(stand) & set(HEADS)]

    @property
    def html(self) -> str:
        laws = [self._bills(), self._motions()]
        parts = [self._cover(), *self._goals(), self._statuses(), self._parties()]
        parts += [*laws, *self._measures()] if self.layout.laws_first else [*self._measures(), *laws]
        return f"<html><head><title>x</title></head><body>{''.join(parts)}</body></html>"

    def _heading(self, text: str, level: int) -> str:
        if self.layout.bold_headings:
            return f"<p><b>{escape(text)}</b></p>"
        return f"<h{level}>{escape(text)}</h{level}>"

    def _group(self, text: str) -> str:
        return f"<p><i>{escape(text)}</i></p>" if self.layout.bold_headings else f"<h5>{escape(text)}</h5>"

    def _list(self, texts: list[str]) -> str:
        if self.layout.typed_bullets:
            return "".join(f"<p>•\t{escape(text)}</p>" for text in texts)
        return f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</ul>"

    def _cover(self) -> str:
        return (
            f"<h1>{escape(self.report.title)}</h1><p>{self.report.publication}</p><p>De peildatum is {self.report.reference}.</p>"
        )

    def _goals(self) -> list[str]:
        rows = [(goal.goal.number, goal.title_printed, goal) for goal in self.report.goalsnapshots.select_related("goal")]
        codes = {stand.measure_id: (stand.code, stand.title_printed) for stand in self.stands}
        summaries = [
            self._heading(f"Doelstelling {number}: {title}", 3) + f"<p>{escape(goal.summary)}</p>" for number, title, goal in rows
        ]
        cells = []
        for number, title, goal in rows:
            linked = [codes[measure.pk] for measure in goal.measures.all() if measure.pk in codes]
            first = f"{number}. {escape(title)}"
            if self.layout.merged_goal and linked:
                span = f'<td rowspan="{len(linked)}">{first}</td>'
                cells += [
                    f"<tr>{span if not index else ''}<td>M{code}. {escape(words)}</td></tr>"
                    for index, (code, words) in enumerate(linked)
                ]
            else:
                cells.append(f"<tr><td>{first}</td><td>{self._list([f'M{code}. {words}' for code, words in linked])}</td></tr>")
        head = "<tr><td>Doelstelling</td><td>Maatregelen</td></tr>"
        return [self._heading("Doelen", 1), *summaries, self._heading("Samenhang doelen en maatregelen", 2), _table(head, cells)]

    def _statuses(self) -> str:
        known = [stand for stand in self.stands if stand.status != Status.UNKNOWN]
        titles = [f"{stand.code}. {escape(stand.title_printed)}" for stand in known]
        words = ["Nog niet gestart", "In opstartfase", "In uitvoering", "Afgerond"]
        if self.layout.status_columns:
            head = f"<tr><th>Maatregel</th>{''.join(f'<th>{word}</th>' for word in words)}</tr>"
            rows = [
                f"<tr><td>{title}</td>{''.join(f'<td>{_mark(stand, word)}</td>' for word in words)}</tr>"
                for title, stand in zip(titles, known, strict=True)
            ]
        else:
            head = "<tr><th>Maatregel</th><th>Status</th></tr>"
            rows = [
                f"<tr><td>{title}</td><td>✓ {s.get_status_display()}</td></tr>" for title, s in zip(titles, known, strict=True)
            ]
        return self._heading("Maatregelen", 1) + self._split(head, rows)

    def _split(self, head: str, rows: list[str]) -> str:
        if not self.layout.tables_split or len(rows) < 2:
            return _table(head, rows)
        return _table(head, rows[: len(rows) // 2]) + _table("", rows[len(rows) // 2 :])

    def _parties(self) -> str:
        groups: dict[str, list[str]] = {}
        for row in self.report.representations.all():
            groups.setdefault(row.group_printed, []).append(row.party_printed)
        rows = [f"<tr><td>{escape(group)}</td><td>{escape(', '.join(names))}</td></tr>" for group, names in groups.items()]
        head = "<tr><td>Vertegenwoordiging van</td><td>Vertegenwoordigende veldpartij</td></tr>"
        return self._heading("Samenwerking met veldpartijen", 2) + (_table(head, rows) if rows else "")

    def _measures(self) -> list[str]:
        rest = [stand for stand in self.stands if stand not in self.chapters and stand.items.all()]
        rows = [
            f"<tr><td><b>Maatregel {stand.code}</b></td><td>{escape(stand.title_printed)}</td>"
            f"<td>{self._list([item.text for item in stand.items.all()])}</td></tr>"
            for stand in rest
        ]
        head = "<tr><td>Maatregel</td><td></td><td>Stand van zaken</td></tr>"
        begin = self._heading("Maatregelen", 1) + "<p>In dit hoofdstuk staan de maatregelen.</p>"
        return [begin, *map(self._chapter, self.chapters), self._heading(REST, 2), self._split(head, rows) if rows else ""]

    def _title(self, stand) -> str:
        if self.layout.numbered_heading:
            return self._heading(f"{stand.code}. {stand.title_printed}", 2)
        if self.layout.one_heading:
            return self._heading(f"Maatregel {stand.code} – {stand.title_printed}", 2)
        return self._heading(f"Maatregel {stand.code}", 2) + self._heading(stand.title_printed, 2)

    def _chapter(self, stand) -> str:
        pieces = [self._title(stand), f"<p>{escape(stand.summary)}</p>" if stand.summary else ""]
        involved = [row.printed for row in stand.involvements.all()]
        if involved:
            pieces += [self._heading("Betrokkenen", 3), "<p>Vertegenwoordiging van:</p>", self._list(involved)]
        columns = {kind: self._items(stand, kind) for kind in HEADS}
        words = HEADS | (FUTURE if self.layout.future_words else {})
        if self.layout.repeated:
            pieces.append(self._title(stand))
        if self.layout.beside and columns["stap"] and columns["vervolgstap"]:
            head = f"<tr><td>{words['stap']}</td><td>{words['vervolgstap']}</td></tr>"
            pieces.append(_table(head, [f"<tr><td>{columns.pop('stap')}</td><td>{columns.pop('vervolgstap')}</td></tr>"]))
        pieces += [self._heading(words[kind], 3) + content for kind, content in columns.items() if content]
        return "".join(pieces)

    def _items(self, stand, kind: str) -> str:
        groups: list[tuple[str, list[str]]] = []
        for item in stand.items.all():
            if item.kind == kind:
                if not groups or groups[-1][0] != item.heading:
                    groups.append((item.heading, []))
                groups[-1][1].append(item.text)
        return "".join((self._group(heading) if heading else "") + self._list(texts) for heading, texts in groups)

    def _bills(self) -> str:
        rows = []
        for stand in self.report.billsnapshots.prefetch_related("elements", "contributions", "planning"):
            steps = "".join(
                f"<p>{PHASES[step.phase]}: {escape(step.period)}</p>" for step in stand.planning.all() if not step.part
            )
            serves = "".join(f"<p>{escape(each.printed)}</p>" for each in stand.contributions.all())
            name = f"<p><b>{stand.number}. {escape(stand.title_printed)}</b></p>"
            rows.append(
                f"<tr><td>{name}{self._list([e.text for e in stand.elements.all()])}</td><td>{serves}</td><td>{steps}</td></tr>"
            )
        head = "<tr><td>Wetsvoorstel</td><td>Draagt bij aan</td><td>Planning</td></tr>"
        return self._heading("Verwachte wet- en regelgeving", 1) + (_table(head, rows) if rows else "")

    def _motions(self) -> str:
        rows = []
        for stand in self.report.motionsnapshots.select_related("motion"):
            number, title = stand.motion.number, escape(stand.title_printed)
            first = f"<td>{number}.</td><td>{title}</td>" if self.layout.title_beside_number else f"<td>{number}. {title}</td>"
            status = stand.get_status_display() if stand.status != Status.UNKNOWN else ""
            rows.append(f"<tr>{first}<td>{escape(stand.explanation or 'Zie de brief.')}</td><td>{status}</td></tr>")
        empty = "<td></td>" if self.layout.title_beside_number else ""
        head = f"<tr><td>Maatregel</td>{empty}<td>Toelichting</td><td>Status</td></tr>"
        return self._heading("Overzicht Moties", 1) + (_table(head, rows) if rows else "")


PHASES = {
    "internetconsultatie": "Internetconsultatie",
    "ministerraad": "Ministerraad",
    "raad-van-state": "Raad van State",
    "tweede-kamer": "Tweede Kamer",
    "eerste-kamer": "Eerste Kamer",
    "parlementaire-behandeling": "Parlementaire behandeling",
    "inwerkingtreding": "Beoogde inwerkingtreding",
}


def _mark(stand, word: str) -> str:
    return "x" if stand.get_status_display() == word else ""


def _kinds(stand) -> set[str]:
    return {item.kind for item in stand.items.all()}


def _table(head: str, rows: list[str]) -> str:
    return f"<table>{head}{''.join(rows)}</table>"
