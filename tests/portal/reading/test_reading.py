"""What the reader makes of a document, piece by piece."""

import json

import pytest
from django.core.management import CommandError, call_command

from measures.models import Report
from portal.reading.blocks import Block
from portal.reading.comparing import compare
from portal.reading.known import KnownMeasure, KnownRecords, RecordMatch, known_records
from portal.reading.opening.program import blocks_of
from portal.reading.reader import read
from portal.reading.result import SURE
from portal.reading.rules.bills import steps_in
from portal.reading.rules.figures import figures_in
from portal.reading.rules.periods_in import period_in
from portal.reading.vocabulary import roles_in, section_of, status_of
from tests.portal.reading.layouts import Document, Layout

HOORRECHT = KnownMeasure("hoorrecht", {"Hoorrecht"}, [("4", "vgr-5")])
ZORG = KnownMeasure("zorg-in-onderwijstijd", {"Zorg in onderwijstijd"}, [("16b", "vgr-2")])
KNOWN = KnownRecords(
    None, {"hoorrecht": HOORRECHT, "zorg-in-onderwijstijd": ZORG}, {"maatwerk": {"Wetsvoorstel maatwerk in het onderwijs"}},
    {"31497n305": ("31497-305", {"Aanspreekpunt voor leerlingen"})},
)  # fmt: skip


def reading(html):
    return read([Block.of(block) for block in blocks_of("html", html.encode())], KNOWN)


def chapter(body, title="Maatregel 4 Hoorrecht"):
    [measure] = reading(f"<h1>Maatregelen</h1><h2>{title}</h2>{body}").maatregelen
    return measure


@pytest.mark.once
@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Dilemma’s bij de maatregel", "dilemma"),
        ("Stappen tot nu toe", "stap"),
        ("Proces in de toekomst", "vervolgstap"),
        ("Wat kunnen scholen en samenwerkingsverbanden al doen?", "acties"),
        ("Betrokkenen:", "betrokkenen"),
        ("Onderzoek", "onderzoek"),
        ("Wetsvoorstel terugdringen verzuim", None),
    ],
)
def test_the_heading_of_a_section(words, kind):
    assert section_of(words) == kind


@pytest.mark.once
@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("✓ Afgerond", "afgerond"),
        ("Uitgevoerd", "afgerond"),
        ("In uitvoering", "in-uitvoering"),
        ("In opstartfase", "in-opstartfase"),
        ("Nog niet gestart", "nog-niet-gestart"),
        ("Deze motie is afgerond in 2025", None),
        ("x", None),
    ],
)
def test_the_words_of_a_status(words, status):
    assert status_of(words) == status


@pytest.mark.once
def test_a_chapter_over_two_pages_is_one_chapter():
    page = "<h2>Maatregel 4</h2><h3>Hoorrecht</h3>"
    [measure] = reading(
        f"<h1>Maatregelen</h1>{page}<p>Inleiding.</p>{page}<h3>Stappen tot nu toe</h3><ul><li>Een stap.</li></ul>"
    ).maatregelen
    assert (measure.slug, measure.samenvatting) == ("hoorrecht", "Inleiding.")
    assert [(part.soort, part.tekst) for part in measure.onderdelen] == [("stap", "Een stap.")]


@pytest.mark.once
def test_groups_nested_bullets_and_a_bullet_that_goes_on_over_the_page():
    measure = chapter(
        "<h3>Vervolgstappen</h3><h4>Digitaal</h4><ul><li>Uitvoeren van:<ul><li>Dit in 2027.</li></ul></li>"
        "<li>Een lange zin die op de volgende bladzijde doorloopt met</li></ul><p>meer woorden.</p>"
    )
    found = [(part.diepte, part.groep, part.tekst, part.periode) for part in measure.onderdelen]
    assert found == [
        (1, "Digitaal", "Uitvoeren van:", ""),
        (2, "Uitvoeren van", "Dit in 2027.", "2027"),
        (1, "Digitaal", "Een lange zin die op de volgende bladzijde doorloopt met meer woorden.", ""),
    ]


@pytest.mark.once
def test_two_columns_are_two_sections():
    measure = chapter(
        "<table><tr><td>Stappen tot nu toe</td><td>Vervolgstappen</td></tr>"
        "<tr><td><ul><li>Gedaan.</li></ul></td><td><p>Komt nog.</p></td></tr></table>"
    )
    assert [(part.soort, part.tekst) for part in measure.onderdelen] == [("stap", "Gedaan."), ("vervolgstap", "Komt nog.")]


@pytest.mark.once
def test_a_code_that_is_given_to_two_measures_is_a_doubt():
    found = reading(
        "<h1>Maatregelen</h1><h2>Maatregel 4 Hoorrecht</h2><p>a</p><h2>Maatregel 4 Zorg in onderwijstijd</h2><p>b</p>"
    )
    assert [measure.slug for measure in found.maatregelen] == ["hoorrecht", "zorg-in-onderwijstijd"]
    assert "De code 4 staat bij „Hoorrecht” en bij „Zorg in onderwijstijd”." in [doubt["tekst"] for doubt in found.twijfels]


@pytest.mark.once
def test_another_code_is_told_and_an_unknown_measure_is_not_guessed():
    found = reading(
        "<h1>Maatregelen</h1><h2>Maatregel 16a Zorg in onderwijstijd</h2><p>a</p><h2>Maatregel 8f Iets heel nieuws</h2><p>b</p>"
    )
    assert [(measure.slug, measure.zekerheid) for measure in found.maatregelen] == [
        ("zorg-in-onderwijstijd", "waarschijnlijk"), (None, "kies"),
    ]  # fmt: skip
    assert found.twijfels[0]["tekst"] == "Maatregel 16a had in vgr-2 de code 16b."


@pytest.mark.once
def test_motions_in_any_spelling_and_numbers_that_are_none():
    rows = "".join(
        f"<tr><td>{number}</td><td>{title}</td><td>Uitleg.</td><td>Afgerond</td></tr>"
        for number, title in [
            ("31 497, nr. 305", "Aanspreekpunt voor leerlingen"),
            ("Stuk 12", "Iets anders"),
            ("36740-VIII-12.", "Nieuw"),
        ]
    )
    found = reading(
        f"<h1>Overzicht moties</h1><table><tr><td>Motie</td><td></td><td>Toelichting</td><td>Status</td></tr>{rows}</table>"
    )
    assert [(motion.nummer, motion.status, motion.toelichting) for motion in found.moties] == [
        ("31497-305", "afgerond", "Uitleg."), ("36740-VIII-12", "afgerond", "Uitleg."),
    ]  # fmt: skip


@pytest.mark.once
@pytest.mark.parametrize(
    ("words", "steps"),
    [
        (
            "Internetconsultatie: Q1 2026 Parlementaire behandeling: 2027 Beoogde inwerkingtreding nog nader te bepalen.",
            [
                ("internetconsultatie", "Q1 2026"),
                ("parlementaire-behandeling", "2027"),
                ("inwerkingtreding", "nog nader te bepalen"),
            ],
        ),
        (
            "Internetconsultatie voor de zomer van 2026 en planning gericht op inwerkingtreding 1 januari 2028.",
            [("internetconsultatie", "voor de zomer van 2026"), ("inwerkingtreding", "1 januari 2028")],
        ),
        ("Parlementaire behandeling: EK Q1 2026", [("eerste-kamer", "EK Q1 2026")]),
        ("De planning is nog niet gereed.", [("inwerkingtreding", "De planning is nog niet gereed")]),
        ("Hierover volgt een brief.", []),
    ],
)
def test_a_planning_in_words_and_in_sentences(words, steps):
    assert [(step.fase, step.tekst) for step in steps_in(words)] == steps


@pytest.mark.once
def test_who_acts_stands_before_the_verb():
    assert roles_in("Scholen kunnen ouders erop wijzen.") == ["schoolbestuur", "schoolleider"]
    assert roles_in("Samenwerkingsverbanden kunnen met gemeenten afspreken dat zij dit doen.") == ["samenwerkingsverband"]
    assert roles_in("Beleidsregel Afwijking onderwijstijd") == []


@pytest.mark.once
def test_figures_and_periods_in_the_words_of_the_document():
    [figure] = figures_in("Volgens 28% van de schoolleiders is dit genoeg.")
    assert (figure["waarde"], figure["eenheid"], figure["groep"]) == ("28", "%", "de schoolleiders")
    assert figures_in("Ongeveer de helft van de ambtenaren vindt dit.")[0]["waarde"] == "Ongeveer de helft"
    assert [period_in(text) for text in ("Gestart in het najaar van 2025.", "Klaar per 1 augustus 2027", "Ooit.")] == [
        "najaar van 2025", "per 1 augustus 2027", "",
    ]  # fmt: skip


@pytest.mark.once
def test_a_letter_with_two_bills_is_something():
    found = reading(
        "<p>Aan de Voorzitter van de Tweede Kamer</p><p>Den Haag, 15 juli 2022</p><h2>Wetsvoorstellen</h2>"
        "<p>A. Maatwerk in het onderwijs</p><p>Internetconsultatie zomer 2022, beoogde inwerkingtreding 1 augustus 2023</p>"
        "<p>B. Een ander voorstel</p><p>Beoogde inwerkingtreding 1 januari 2024</p>"
    )
    assert [(bill.slug, len(bill.planning)) for bill in found.wetsvoorstellen] == [("maatwerk", 2), (None, 1)]
    assert (found.rapportage["soort"], found.rapportage["publicatie"]) == ("kamerbrief", {"tekst": "15 juli 2022"})


@pytest.mark.once
def test_the_report_itself():
    found = reading(
        "<h1>Zesde voortgangsrapportage</h1><p>Verbeteraanpak passend onderwijs</p><p>April 2027</p><p>peildatum 1 maart 2027</p>"
    )
    assert found.rapportage == {
        "soort": "voortgangsrapportage", "titel": "Zesde voortgangsrapportage verbeteraanpak passend onderwijs", "nummer": 6,
        "publicatie": {"tekst": "april 2027"}, "peildatum": "2027-03-01",
    }  # fmt: skip


@pytest.mark.once
def test_every_text_is_placed_once_or_set_aside():
    """A word that stands once in the document stands once in what is read of it."""
    html = (
        "<h1>Zesde voortgangsrapportage</h1><p>zwaluw</p><h1>Iets anders</h1><p>merel</p><ul><li>spreeuw</li></ul>"
        "<h1>Maatregelen</h1><h2>Maatregel 4 Hoorrecht</h2><p>ekster</p><h3>Dilemma's</h3><ul><li>kraai</li></ul>"
        "<table><tr><td>lijster</td><td>vink</td></tr></table><h3>Onderzoek</h3><p>mees</p>"
    )
    said = json.dumps(reading(html).as_json(), ensure_ascii=False)
    for word in ("zwaluw", "merel", "spreeuw", "ekster", "kraai", "lijster", "vink", "mees"):
        texts = said.count(f'"{word}"') + said.count(f"{word} |") + said.count(f'| {word}"')
        assert texts >= 1, word
    assert len(reading(html).nietGeplaatst) == 2


@pytest.mark.once
def test_a_table_within_a_box_or_a_cell_does_not_vanish():
    inner = "<table><tr><td>lijster</td><td>vink</td></tr></table>"
    chapter_in = "<h1>Maatregelen</h1><h2>Maatregel 4 Hoorrecht</h2>"
    for html in (f"<table><tr><td>{inner}</td></tr></table>", f"<table><tr><td>{inner}</td><td>merel</td></tr></table>"):
        [aside] = reading(chapter_in + html).nietGeplaatst
        assert "lijster" in aside["tekst"]
        assert "vink" in aside["tekst"]


def test_the_fifth_report_is_found_again_whole(tmp_path):
    """Its document, with the sentences of the portal in it: every status, link, motion, bill, bullet and party is found."""
    report = Report.objects.get(slug="vgr-5")
    html = Document(report, Layout()).html
    found = read([Block.of(block) for block in blocks_of("html", html.encode())], known_records(report))
    counts = {count.what: count for count in compare(found, report)}
    for what in ("statussen", "koppelingen van doelen en maatregelen", "wetsvoorstellen", "partijen"):
        assert (counts[what].missed, counts[what].total > 0) == ([], True)


def test_the_command_writes_one_json_object_and_nothing_else(tmp_path, capsys, django_assert_max_num_queries):
    path = tmp_path / "rapportage.html"
    path.write_text(Document(Report.objects.get(slug="vgr-5"), Layout()).html, encoding="utf-8")
    with django_assert_max_num_queries(12):
        call_command("read_report", str(path), "--after", "vgr-2", "--json")
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {
        "rapportage", "doelen", "maatregelen", "acties", "wetsvoorstellen", "moties", "partijen", "bevindingen", "hoofdstukken",
        "nietGeplaatst", "twijfels",
    }  # fmt: skip
    assert len(found["moties"]) == 31


@pytest.mark.once
@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        ("<p>Een recept voor soep.</p>", [], "staat niets dat het portaal kent"),
        ("<h2>Maatregel 4 Hoorrecht</h2>", ["--after", "vgr-99"], "bestaat niet"),
    ],
)
def test_the_command_refuses_with_one_line_and_code_2(tmp_path, text, options, said):
    path = tmp_path / "document.html"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=said) as refused:
        call_command("read_report", str(path), "--json", *options)
    assert refused.value.returncode == 2
    with pytest.raises(CommandError, match="niet te openen"):
        call_command("read_report", str(tmp_path / "weg.html"))


@pytest.mark.once
def test_a_code_of_the_report_before_goes_before_an_older_one():
    former = KnownMeasure("thuiszitterspact", {"Thuiszitterspact"}, [("16b", "vgr-2")])
    now = KnownMeasure("zorg-in-onderwijstijd", {"Zorg in onderwijstijd"}, [("16b", "vgr-5"), ("16a", "vgr-2")])
    known = KnownRecords(Report(slug="vgr-5"), {"thuiszitterspact": former, "zorg-in-onderwijstijd": now}, {}, {})
    assert known.measure("16b", "Zorg in onderwijstijd") == RecordMatch("zorg-in-onderwijstijd", SURE)
