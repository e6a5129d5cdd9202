"""Small report documents, and what is read of them."""

from dataclasses import dataclass

from laws.models import Bill
from measures.models import Measure, Report
from motions.models import Motion
from portal.desk.reading_in.handing_over import understand
from portal.desk.reading_in.placing.filling import certain, fill
from portal.reading.blocks import Block
from portal.reading.opening.program import blocks_of


@dataclass
class Portal:
    before: Report
    draft: Report
    measure: Measure
    bill: Bill
    motion: Motion


FIRST = "Scholen krijgen in juni 2027 uitleg over de zorgplicht."
SECOND = "Ouders vinden de regels van de zorgplicht op één plek."


def listed(texts):
    return f"<ul>{''.join(f'<li>{text}</li>' for text in texts)}</ul>"


def table(*rows):
    return f"<table>{''.join('<tr>' + ''.join(f'<td>{cell}</td>' for cell in row) + '</tr>' for row in rows)}</table>"


def document(*, steps=(FIRST, SECOND), status="In uitvoering", new="", extra=""):
    """Return the HTML of a report about measure 3, with `new` as the title of a submeasure 3a."""
    other = f"<h2>Maatregel 3a – {new}</h2><h3>Vervolgstappen</h3>{listed(['De proef begint.'])}" if new else ""
    return (
        f"<h1>Zesde voortgangsrapportage</h1><p>november 2026</p><h1>Maatregelen</h1>"
        f"{table(['Maatregel', 'Status'], ['3. Strakkere zorgplicht', status])}"
        f"<h2>Maatregel 3 – Strakkere zorgplicht</h2><p>Scholen zoeken een plek.</p>"
        f"<h3>Stappen tot nu toe</h3>{listed(steps)}{other}{extra}"
    )


def bills(*steps, title="Wetsvoorstel rust in de klas"):
    plan = "".join(f"<p>{step}</p>" for step in steps)
    head = ["Wetsvoorstel", "Draagt bij aan", "Planning"]
    first = f"<p>1. {title}</p>{listed(['Het wordt stiller.'])}"
    return f"<h1>Verwachte wet- en regelgeving</h1>{table(head, [first, 'Maatregel 3 Strakkere zorgplicht', plan])}"


def goals(*codes, said="28% van de scholen is rustig."):
    rows = [["Doelstelling", "Maatregelen"], ["1. Rust", listed([f"{code}. Strakkere zorgplicht" for code in codes])]]
    return f"<h1>Doelen</h1><h3>Doelstelling 1: Rust</h3><p>{said}</p><h2>Samenhang doelen en maatregelen</h2>{table(*rows)}"


def motions(number="31497-305", title="Motie over rust"):
    rows = [["Motie", "Toelichting", "Status"], [f"{number}. {title}", "De brief komt nog.", "Afgerond"]]
    return f"<h1>Overzicht moties</h1>{table(*rows)}"


def parties(*names):
    rows = [["Vertegenwoordiging van", "Veldpartij"], ["Ouders", ", ".join(names)]]
    return f"<h1>Samenwerking met veldpartijen</h1>{table(*rows)}"


def take(draft, html, by=None):
    """Read a document for a draft, and return its rows."""
    understand(draft, [Block.of(block) for block in blocks_of("html", html.encode())], "rapport.html", by)
    return list(draft.read_rows.all())


def take_all(draft, html, by=None):
    """Read a document for a draft, and put in it what is certain."""
    take(draft, html, by)
    return fill(draft, certain(draft))


def row(draft, start):
    """Return the one row of a document whose sentence or title begins with these words."""
    [found] = [each for each in draft.read_rows.all() if each.title.startswith(start) or each.text.startswith(start)]
    return found
