"""Findings with figures, mentions, parties and chapters with points: changed, added and removed in a workbook."""

import pytest
from auditlog.context import set_actor
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from laws.enums import Phase
from laws.models import Requirement
from measures.enums import ActionKind, ReportState
from measures.models import (
    Action,
    ActionMention,
    Figure,
    Finding,
    Goal,
    Party,
    ReportSection,
    Representation,
    SectionItem,
    SourceNote,
)
from portal.desk.merging.three_way import Side
from portal.desk.models import CarriedRow
from portal.desk.roles import EDITOR
from portal.desk.workbook import What, apply, to_workbook
from portal.desk.workbook.rows import GO, MISSING
from tests import factories
from tests.conftest import take_second_step
from tests.portal.desk.workbook.drafts import add, compare, edit, put

pytestmark = [pytest.mark.once, pytest.mark.ignore_template_errors]


@pytest.fixture
def report(empty):
    report = factories.make_report(state=ReportState.DRAFT)
    measure, goal = factories.make_measure(1, slug="een"), Goal.objects.create(number=3, title="Doel")
    finding = Finding.objects.create(report=report, position=1, measure=measure, text="Eerste bevinding.", location="p. 1")
    Finding.objects.create(report=report, position=2, goal=goal, text="Tweede bevinding.", location="p. 2")
    Figure.objects.create(finding=finding, description="Leerlingen", value="28", unit="%")
    action = Action.objects.create(slug="doe-dit", text="Doe dit.", kind=ActionKind.DUTY)
    ActionMention.objects.create(action=action, report=report, period="2027", location="p. 3")
    party = Party.objects.create(slug="ouders", name="Ouders & Onderwijs")
    Party.objects.create(slug="raad", name="De Raad")
    Representation.objects.create(
        report=report, position=1, group_printed="ouders", party=party, party_printed="O&O", location="x"
    )
    chapter = ReportSection.objects.create(report=report, position=1, slug="inleiding", title="Inleiding", location="p. 4")
    for position in (1, 2):
        SectionItem.objects.create(section=chapter, position=position, text=f"Punt {position}.", location="p. 4")
    return report


@pytest.fixture
def book(report):
    return to_workbook(report)


def test_they_come_back_unchanged_and_name_their_owner(report, book):
    preview = compare(book, report)
    assert preview.counts == {What.SAME: 8}
    names = {(row.sheet, row.key) for row in preview.rows}
    assert ("Bevindingen", "Eerste bevinding.") in names
    assert ("Cijfers", "Leerlingen") in names
    assert ("Vermeldingen van acties", "doe-dit, p. 3") in names


def test_every_kind_is_changed(report, book):
    def change(pages):
        put(pages["Bevindingen"], 2, "Tekst", "Anders.")
        put(pages["Bevindingen"], 2, "Doel", 3)
        put(pages["Bevindingen"], 2, "Maatregel", "")
        put(pages["Cijfers"], 2, "Waarde", "29,5")
        put(pages["Vermeldingen van acties"], 2, "Geldt vanaf", "1-8-2027")
        put(pages["Vertegenwoordigingen"], 2, "Veldpartij", "raad")
        put(pages["Hoofdstukken"], 2, "Titel", "Vooraf")
        # Two points that change places, one of them with a measure.
        put(pages["Onderdelen van hoofdstukken"], 2, "Volgnummer", 2)
        put(pages["Onderdelen van hoofdstukken"], 3, "Volgnummer", 1)
        put(pages["Onderdelen van hoofdstukken"], 3, "Gaat over maatregelen", "een")

    assert apply(compare(edit(book, change), report)) == {What.CHANGED: 7}
    finding = Finding.objects.get(report=report, position=1)
    assert (finding.text, finding.goal.number, finding.measure) == ("Anders.", 3, None)
    assert Figure.objects.get().value == "29,5"
    assert str(ActionMention.objects.get(report=report).in_force_from) == "2027-08-01"
    assert Representation.objects.get().party.slug == "raad"
    # The anchor of a chapter is an address, so it stays.
    assert ReportSection.objects.get().slug == "inleiding"
    points = [(point.text, [str(measure.slug) for measure in point.measures.all()]) for point in SectionItem.objects.all()]
    assert points == [("Punt 2.", ["een"]), ("Punt 1.", [])]
    assert compare(to_workbook(report), report).counts == {What.SAME: 8}


def test_new_rows_with_parts_that_name_their_mark(report, book):
    def change(pages):
        add(pages["Bevindingen"], Kenmerk="nieuw 1", Doel=3, Tekst="Derde bevinding.", Vindplaats="p. 9")
        add(pages["Cijfers"], Kenmerk_van_de_bevinding="nieuw 1", Omschrijving="Scholen", Waarde="12")
        add(pages["Hoofdstukken"], Kenmerk="nieuw", Titel="Inleiding", Vindplaats="p. 9")
        chapter = {"Kenmerk_van_het_hoofdstuk": "nieuw", "Volgnummer": 1}
        add(pages["Onderdelen van hoofdstukken"], **chapter, Tekst="Nieuw punt.", Gaat_over_maatregelen="een", Vindplaats="p. 9")
        add(pages["Vermeldingen van acties"], Actie="doe-dit", Voorwaarde_in_de_bron="als het kan", Vindplaats="p. 9")
        party = {"Vertegenwoordiging_van": "leraren", "Naam_in_de_bron": "Raad"}
        add(pages["Vertegenwoordigingen"], **party, Veldpartij="raad", Vindplaats="p. 9")

    preview = compare(edit(book, change), report)
    assert preview.all_problems == []
    assert apply(preview) == {What.NEW: 6}
    finding = Finding.objects.get(report=report, position=3)
    assert (finding.text, [figure.value for figure in finding.figures.all()]) == ("Derde bevinding.", ["12"])
    chapter = ReportSection.objects.get(report=report, position=2)
    assert (chapter.slug, chapter.items.get().measures.get().slug) == ("inleiding-2", "een")
    assert ActionMention.objects.filter(report=report).count() == 2
    assert Representation.objects.get(position=2).party.slug == "raad"
    assert compare(to_workbook(report), report).counts == {What.SAME: 14}


@pytest.mark.parametrize(
    ("sheet", "values", "reason"),
    [
        ("Bevindingen", {"Doel": "3", "Tekst": "x", "Vindplaats": "x", "Maatregel": "een"}, "één doel of over één maatregel"),
        ("Bevindingen", {"Tekst": "x", "Vindplaats": "x"}, "één doel of over één maatregel"),
        ("Bevindingen", {"Kenmerk": "7000", "Doel": "3", "Tekst": "x", "Vindplaats": "x"}, "is er niet (meer)"),
        ("Bevindingen", {"Doel": "9", "Tekst": "x", "Vindplaats": "x"}, "„9” is niet bekend als doel"),
        ("Cijfers", {"Kenmerk van de bevinding": "nieuw 4", "Omschrijving": "x", "Waarde": "1"}, "niet op het blad"),
        ("Cijfers", {"Omschrijving": "x", "Waarde": "1"}, "niet op het blad"),
        ("Vertegenwoordigingen", {"Vertegenwoordiging van": "x", "Naam in de bron": "x"}, "Vul een veldpartij in"),
        ("Vermeldingen van acties", {"Actie": "doe-dit", "Vindplaats": "p. 3"}, "staat ook in rij"),
        ("Onderdelen van hoofdstukken", {"Kenmerk van het hoofdstuk": "x", "Volgnummer": "1", "Tekst": "x"}, "Hoofdstukken"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_is_refused(report, book, sheet, values, reason):
    def change(pages):
        add(pages[sheet], **{heading.replace(" ", "_"): value for heading, value in values.items()})

    preview = compare(edit(book, change), report)
    assert [problem.reason for problem in preview.all_problems if reason in problem.reason]


def test_a_removed_owner_takes_its_parts_along_and_missing_rows_are_asked(report, book):
    def change(pages):
        put(pages["Hoofdstukken"], 2, "Verwijderen", "ja")
        pages["Bevindingen"].delete_rows(2)

    changed = edit(book, change)
    preview = compare(changed, report)
    assert [(row.sheet, row.key) for row in preview.missing] == [("Bevindingen", "Eerste bevinding.")]
    assert apply(compare(changed, report, {MISSING: GO}))[What.REMOVED] >= 4
    assert not ReportSection.objects.exists()
    assert not SectionItem.objects.exists()
    assert list(Finding.objects.values_list("position", flat=True)) == [2]
    assert not Figure.objects.exists()


@pytest.mark.parametrize(
    ("choice", "text"), [(Side.MINE, "Van mij."), (Side.THEIRS, "Van een collega."), (Side.OLD, "Eerste bevinding.")]
)
def test_what_both_changed_is_chosen_by_row(report, book, choice, text):
    finding = Finding.objects.get(position=1)
    finding.text, finding.location = "Van een collega.", "p. 11"
    finding.save()
    changed = edit(book, lambda pages: put(pages["Bevindingen"], 2, "Tekst", "Van mij."))
    (row,) = compare(changed, report).asked
    apply(compare(changed, report, {row.name: row.answers[choice]}))
    finding.refresh_from_db()
    assert (finding.text, finding.location) == (text, "p. 11")


def test_what_a_colleague_added_meanwhile_stays(report, book):
    Figure.objects.create(finding=Finding.objects.get(position=1), description="Later", value="1")
    preview = compare(edit(book, lambda pages: put(pages["Cijfers"], 2, "Waarde", "3")), report)
    assert apply(preview) == {What.CHANGED: 1}
    assert sorted(Figure.objects.values_list("value", flat=True)) == ["1", "3"]


def test_what_a_workbook_changes_counts_as_seen(client, report, book):
    editor = User.objects.create_user("roos", is_staff=True)
    editor.groups.set(Group.objects.filter(name=EDITOR))
    client.force_login(editor)
    take_second_step(client, editor)
    finding, other = Finding.objects.order_by("position")
    for row in (finding, other):
        CarriedRow.objects.create(report=report, kind="finding", row=row.pk, copied_from=report)
    changed = edit(book, lambda pages: put(pages["Cijfers"], 2, "Waarde", "3"))
    with set_actor(editor):
        client.post(reverse("import", args=[report.slug]), {"werkmap": SimpleUploadedFile("w.xlsx", changed)})
    page = client.get(reverse("import-preview", args=[report.slug]))
    response = client.post(page.request["PATH_INFO"], {"vergelijking": page.context["preview"].fingerprint})
    assert response.status_code == 302
    assert list(CarriedRow.objects.values_list("row", flat=True)) == [other.pk]


def test_new_source_notes_get_a_key_of_their_title(report, book):
    bill, elsewhere = factories.make_bill("wet"), factories.make_report()
    SourceNote.objects.create(report=elsewhere, slug="een-tegenspraak", title="Een tegenspraak", text="x", location="x")

    def change(pages):
        note = {"Tekst": "Tabel en tekst verschillen.", "Gewicht": "Lezing", "Vindplaats": "p. 9"}
        add(pages["Bronnotities"], Titel="Een tegenspraak", Maatregelen="een", Wetsvoorstellen="wet", Acties="doe-dit", **note)
        add(pages["Bronnotities"], Titel="Een tegenspraak", **note)

    preview = compare(edit(book, change), report)
    assert [row.key for row in preview.to_do] == ["Een tegenspraak"] * 2
    assert apply(preview) == {What.NEW: 2}
    one, two = report.source_notes.all()
    assert (one.slug, two.slug) == ("een-tegenspraak-2", "een-tegenspraak-3")
    assert ([one.measures.get().slug, one.actions.get().slug], list(bill.source_notes.all())) == (["een", "doe-dit"], [one])
    assert compare(to_workbook(report), report).counts == {What.SAME: 10}


def test_new_effects_of_laws(report, book):
    for slug in ("wet", "andere-wet"):
        factories.make_bill(slug)

    def change(pages):
        for bill, part in (("wet", ""), ("wet", "Overig"), ("andere-wet", "")):
            effect = {"Wetsvoorstel": bill, "Onderdeel": part, "Gevolg": "Maakt verplicht"}
            add(pages["Gevolgen van wetten"], **effect, Actie="doe-dit", Vindplaats="p. 9")

    assert apply(compare(edit(book, change), report)) == {What.NEW: 3}
    assert [(row.bill.slug, row.part, row.action.slug) for row in Requirement.objects.order_by("pk")] == [
        ("wet", "", "doe-dit"), ("wet", "Overig", "doe-dit"), ("andere-wet", "", "doe-dit"),
    ]  # fmt: skip
    again = to_workbook(report)
    assert compare(again, report).counts == {What.SAME: 11}
    put_off = edit(again, lambda pages: put(pages["Gevolgen van wetten"], 3, "Gevolg", "Beëindigt"))
    assert apply(compare(put_off, report)) == {What.CHANGED: 1}
    removed = edit(to_workbook(report), lambda pages: put(pages["Gevolgen van wetten"], 2, "Verwijderen", "ja"))
    assert apply(compare(removed, report)) == {What.REMOVED: 1}


def test_an_effect_names_a_part_that_the_bill_has(report, book):
    """One that the planning of another report or of the same workbook names."""
    bill = factories.make_bill("wet")
    factories.make_bill_stand(bill, factories.make_report(), planning=[(Phase.ENTRY_INTO_FORCE, "2028", "Bekend")])
    factories.make_bill_stand(bill, report)
    empty = to_workbook(report)

    def change(part, is_planned=False):
        def make(pages):
            of_part = {"Wetsvoorstel": "wet", "Onderdeel": part, "Vindplaats": "x"}
            if is_planned:
                add(pages["Planning"], **of_part, Fase=Phase.ENTRY_INTO_FORCE.label, Periode="2027")
            add(pages["Gevolgen van wetten"], **of_part, Gevolg="Beëindigt", Actie="doe-dit")

        return [problem.reason for problem in compare(edit(empty, make), report).all_problems]

    assert change("Verzonnen") == ["Dit onderdeel kent het wetsvoorstel niet. Wel: Bekend."]
    assert change("Bekend") == change("Verzonnen", is_planned=True) == []


@pytest.mark.parametrize(
    ("sheet", "values", "reason"),
    [
        ("Bronnotities", {"Titel": "x", "Vindplaats": "x", "Gewicht": "Lezing"}, "leeg zijn"),
        ("Bronnotities", {"Titel": "x", "Tekst": "x", "Vindplaats": "x", "Gewicht": "zwaar"}, "Kies uit: Betekenis"),
        ("Bronnotities", {"Sleutel": "eigen", "Titel": "x", "Tekst": "x", "Vindplaats": "x"}, "Maak de cel leeg voor een nieuwe"),
        ("Gevolgen van wetten", {"Wetsvoorstel": "nee", "Gevolg": "Beëindigt", "Actie": "doe-dit"}, "bekend als wetsvoorstel"),
        ("Gevolgen van wetten", {"Wetsvoorstel": "wet", "Gevolg": "Beëindigt", "Actie": "nee"}, "niet bekend als actie"),
        ("Gevolgen van wetten", {"Wetsvoorstel": "wet", "Gevolg": "Beëindigt", "Actie": ""}, "Vul een actie in"),
        ("Gevolgen van wetten", {"Wetsvoorstel": "wet", "Gevolg": "Beëindigt", "Actie": "doe-dit"}, "staat ook in rij"),
        ("Gevolgen van wetten", {"Wetsvoorstel": "wet", "Gevolg": "Maakt mogelijk", "Actie": "doe-dit"}, "staat al in"),
    ],
)  # fmt: skip
def test_a_note_or_effect_that_cannot_be_is_refused(report, sheet, values, reason):
    bill, action, elsewhere = factories.make_bill("wet"), Action.objects.get(slug="doe-dit"), factories.make_report()
    for of, effect in ((report, "beeindigt"), (elsewhere, "maakt-mogelijk")):
        Requirement.objects.create(bill=bill, action=action, report=of, effect=effect, location="x")

    def change(pages):
        add(pages[sheet], **{"Vindplaats": "x"} | {heading.replace(" ", "_"): value for heading, value in values.items()})

    preview = compare(edit(to_workbook(report), change), report)
    assert [problem.reason for problem in preview.all_problems if reason in problem.reason]


@pytest.mark.parametrize("choice", [Side.MINE, Side.THEIRS])
def test_a_note_that_a_colleague_removed_can_come_back(report, choice):
    note = SourceNote.objects.create(report=report, slug="notitie", title="Notitie", text="Oud.", location="x")
    changed = edit(to_workbook(report), lambda pages: put(pages["Bronnotities"], 2, "Tekst", "Van mij."))
    note.delete()
    (row,) = compare(changed, report).asked
    apply(compare(changed, report, {row.name: row.answers[choice]}))
    notes = list(SourceNote.objects.values_list("slug", "text"))
    assert notes == ([("notitie", "Van mij.")] if choice == Side.MINE else [])


def test_a_workbook_of_before_a_sheet_was_new_is_read(report, book):
    def change(pages):
        del pages["Gevolgen van wetten"]
        base = pages["Controle"]
        base.delete_rows(next(row[0].row for row in base.iter_rows() if row[0].value == "Gevolgen van wetten"))

    assert compare(edit(book, change), report).all_problems == []
    gone = compare(edit(book, lambda pages: pages.remove(pages["Gevolgen van wetten"])), report)
    assert [problem.reason for problem in gone.all_problems] == ["Het blad „Gevolgen van wetten” ontbreekt."]
