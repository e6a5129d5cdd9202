"""Applying the preview of a workbook: exactly the changes it shows, all or none, and only if no row changed since."""

import pickle

import pytest
from django.db.models import Model

from laws.models import BillSnapshot, PlanningStep
from measures.models import MeasureItem, MeasureSnapshot
from motions.models import MotionSnapshot
from portal.desk.workbook import StaleError, What, apply, to_workbook
from portal.desk.workbook.preview import CellChange
from tests import factories
from tests.portal.desk.workbook.drafts import add, compare, edit, find, put


@pytest.fixture
def saves(monkeypatch):
    """Return a list to which every save adds the label of its model. Saves of the audit trail are left out."""
    seen = []
    original = Model.save

    def save(self, *args, **kwargs):
        if self._meta.app_label != "auditlog":
            seen.append(self._meta.label)
        return original(self, *args, **kwargs)

    monkeypatch.setattr(Model, "save", save)
    return seen


def preview_of(content, draft, change):
    preview = compare(edit(content, change), draft)
    assert preview.all_problems == []
    return preview


@pytest.mark.once
def test_a_changed_row(draft, content, saves):
    stand = MeasureSnapshot.objects.get(report=draft, measure__slug="hoorrecht")
    cell = []

    def change(book):
        page = book["Maatregelen"]
        cell.append(put(page, find(page, Maatregel="hoorrecht"), "Status", "onbekend"))

    preview = preview_of(content, draft, change)
    (row,) = preview.to_do
    assert (row.sheet, row.key, row.what) == ("Maatregelen", "hoorrecht", What.CHANGED)
    assert row.changes == [CellChange("Status", cell[0], stand.get_status_display(), "Onbekend")]
    assert not saves
    assert apply(preview) == {"gewijzigd": 1}
    assert saves == ["measures.MeasureSnapshot"]
    stand.refresh_from_db()
    assert stand.status == "onbekend"
    assert compare(to_workbook(draft), draft).counts.keys() == {What.SAME}


@pytest.mark.once
def test_a_preview_saves_nothing_and_can_be_kept(draft, content, saves):
    preview = preview_of(content, draft, lambda book: put(book["Moties"], 2, "Toelichting", "Anders."))
    assert not saves
    kept = pickle.loads(pickle.dumps(preview))
    assert kept.fingerprint == preview.fingerprint
    assert apply(kept) == {"gewijzigd": 1}


@pytest.mark.once
def test_the_fingerprint_changes_when_the_draft_does(draft, content):
    changed = edit(content, lambda book: put(book["Moties"], 2, "Toelichting", "Anders."))
    before = compare(changed, draft).fingerprint
    assert compare(changed, draft).fingerprint == before
    motion = MotionSnapshot.objects.filter(report=draft).order_by("motion__number").first()
    motion.explanation = "Een collega was eerder."
    motion.save()
    assert compare(changed, draft).fingerprint != before


def test_new_rows_of_every_kind(draft, content):
    measure = factories.make_measure(
        parent=MeasureSnapshot.objects.get(report=draft, measure__slug="hoorrecht").measure, slug="a"
    )
    factories.make_bill("b")
    factories.make_motion("99999-1")

    def change(book):
        add(book["Maatregelen"], Maatregel="a", Code_in_de_bron="4a", Titel_in_de_bron="A", Status="Afgerond", Vindplaats="x")
        add(book["Onderdelen"], Maatregel="a", Soort="Dilemma", Volgnummer=1, Tekst="Lastig.", Periode="2027", Vindplaats="x")
        add(book["Wetsvoorstellen"], Wetsvoorstel="b", Titel_in_de_bron="B", Hoe_ver_het_is="In voorbereiding", Vindplaats="x")
        for phase in ("Tweede Kamer", "Eerste Kamer"):
            add(book["Planning"], Wetsvoorstel="b", Fase=phase, Periode="Q1 2027", Vindplaats="x")
        add(book["Inhoud wetsvoorstellen"], Wetsvoorstel="b", Volgnummer="1", Tekst="Iets.", Vindplaats="x")
        add(book["Moties"], Motie="99999-1", Titel_in_de_bron="M", Maatregelen="hoorrecht; a", Status="Onbekend", Vindplaats="x")

    preview = preview_of(content, draft, change)
    assert {row.what for row in preview.to_do} == {What.NEW}
    assert apply(preview) == {"nieuw": 7}
    item = MeasureItem.objects.get(snapshot__report=draft, snapshot__measure=measure)
    assert (item.kind, item.text, str(item.earliest)) == ("dilemma", "Lastig.", "2027-01-01")
    bill = BillSnapshot.objects.get(report=draft, bill__slug="b")
    assert [(step.position, step.phase) for step in bill.planning.all()] == [(1, "tweede-kamer"), (2, "eerste-kamer")]
    assert bill.elements.get().text == "Iets."
    motion = MotionSnapshot.objects.get(report=draft, motion__number="99999-1")
    assert set(motion.measures.values_list("slug", flat=True)) == {"hoorrecht", "a"}
    assert compare(to_workbook(draft), draft).counts.keys() == {What.SAME}


@pytest.mark.once
def test_the_measures_of_a_motion(draft, content, saves):
    def change(book):
        page = book["Moties"]
        put(page, 2, "Maatregelen", "leerrecht ;hoorrecht;")

    preview = preview_of(content, draft, change)
    assert [change.new for change in preview.to_do[0].changes] == ["hoorrecht; leerrecht"]
    apply(preview)
    assert saves == ["motions.MotionSnapshot"]
    motion = MotionSnapshot.objects.get(report=draft, motion__number=preview.to_do[0].key)
    assert motion.measures.count() == 2


@pytest.mark.once
def test_removing_rows(draft, content):
    before = PlanningStep.objects.filter(snapshot__report=draft).count()
    item = MeasureItem.objects.filter(snapshot__report=draft).first()
    preview = preview_of(content, draft, lambda book: put(book["Planning"], 2, "Verwijderen", "Ja"))
    assert preview.to_do[0].what == What.REMOVED
    assert CellChange("Fase", "C2", preview.to_do[0].before["phase"], "") in preview.to_do[0].changes
    assert apply(preview) == {"verwijderd": 1}
    assert PlanningStep.objects.filter(snapshot__report=draft).count() == before - 1
    preview = preview_of(to_workbook(draft), draft, lambda book: book["Onderdelen"].delete_rows(2, 50))
    assert not preview.to_do
    assert MeasureItem.objects.filter(pk=item.pk).exists()


def test_a_removed_stand_takes_its_parts_along(draft, content):
    involved = MeasureSnapshot.objects.filter(report=draft, involvements__isnull=False).distinct()
    stand = next(stand for stand in involved.prefetch_related("items") if stand.items.count() > 1)

    def remove(book):
        page = book["Maatregelen"]
        put(page, find(page, Maatregel=stand.measure.slug), "Verwijderen", "ja")

    preview = preview_of(content, draft, remove)
    assert len(preview.to_do) == 1 + stand.items.count()
    assert any("betrokkene" in note for note in preview.to_do[0].notes)
    assert "Verdwijnt met de stand: Maatregelen rij" in preview.to_do[1].notes[0]

    def remove_and_change(book):
        remove(book)
        page = book["Onderdelen"]
        put(page, find(page, Maatregel=stand.measure.slug), "Tekst", "Anders.")

    problems = compare(edit(content, remove_and_change), draft).all_problems
    assert "De stand van deze rij wordt verwijderd" in problems[0].reason
    apply(preview)
    assert not MeasureItem.objects.filter(snapshot_id=stand.pk).exists()
    assert not MeasureSnapshot.objects.filter(pk=stand.pk).exists()


def test_renumbering_and_changing_places(draft, content):
    stand = next(
        stand for stand in MeasureSnapshot.objects.filter(report=draft).prefetch_related("items") if stand.items.count() > 3
    )
    texts = list(stand.items.values_list("text", flat=True))

    def renumber(order):
        def change(book):
            page = book["Onderdelen"]
            numbers = [n for n in range(2, page.max_row + 1) if page.cell(n, 2).value == stand.measure.slug]
            for number, position in zip(numbers, order, strict=True):
                put(page, number, "Volgnummer", position)

        return change

    count = len(texts)
    for order in ([n + 2 for n in range(count)], list(range(1, count + 1)), [*range(count, 0, -1)], [*range(2, count + 1), 1]):
        now = to_workbook(draft)
        listed = list(stand.items.order_by("position").values_list("text", flat=True))
        assert apply(preview_of(now, draft, renumber(order)))["gewijzigd"] >= 2
        expected = [text for _position, text in sorted(zip(order, listed, strict=True))]
        assert list(stand.items.order_by("position").values_list("text", flat=True)) == expected
    assert sorted(texts) == sorted(expected)


def test_two_steps_of_a_planning_change_places(draft, content):
    bill = factories.make_bill_stand(
        factories.make_bill("b"), draft, planning=[("tweede-kamer", "2026"), ("eerste-kamer", "2027")]
    )

    def change(book):
        page = book["Planning"]
        first = find(page, Wetsvoorstel="b")
        put(page, first, "Fase", "Eerste Kamer")
        put(page, first + 1, "Fase", "Tweede Kamer")

    apply(preview_of(to_workbook(draft), draft, change))
    assert [(step.phase, step.part, step.period) for step in bill.planning.all()] == [
        ("eerste-kamer", "", "2026"),
        ("tweede-kamer", "", "2027"),
    ]


def test_all_or_nothing(draft, content, monkeypatch):
    def change(book):
        put(book["Maatregelen"], 2, "Samenvatting", "Anders.")
        put(book["Planning"], 2, "Verwijderen", "ja")
        put(book["Moties"], 2, "Toelichting", "Anders.")

    preview = preview_of(content, draft, change)

    def fail(self, *args, **kwargs):
        raise RuntimeError("De schijf is vol.")

    steps = PlanningStep.objects.filter(snapshot__report=draft).count()
    with monkeypatch.context() as patch:
        patch.setattr(MotionSnapshot, "save", fail)
        with pytest.raises(RuntimeError):
            apply(preview)
    assert not MeasureSnapshot.objects.filter(report=draft, summary="Anders.").exists()
    assert PlanningStep.objects.filter(snapshot__report=draft).count() == steps
    assert apply(preview) == {"gewijzigd": 2, "verwijderd": 1}


@pytest.mark.once
def test_stale_rows_are_listed_and_nothing_is_saved(draft, content, saves):
    factories.make_bill("b")

    def change(book):
        page = book["Maatregelen"]
        put(page, find(page, Maatregel="hoorrecht"), "Samenvatting", "Anders.")
        put(book["Onderdelen"], 2, "Tekst", "Anders.")
        add(book["Wetsvoorstellen"], Wetsvoorstel="b", Titel_in_de_bron="B", Hoe_ver_het_is="Onbekend", Vindplaats="x")

    preview = preview_of(content, draft, change)
    stand = MeasureSnapshot.objects.get(report=draft, measure__slug="hoorrecht")
    stand.code = "9"
    stand.save()
    MeasureItem.objects.get(pk=next(row.pk for row in preview.to_do if row.sheet == "Onderdelen")).delete()
    factories.make_bill_stand(BillSnapshot.bill.field.related_model.objects.get(slug="b"), draft)
    saves.clear()
    with pytest.raises(StaleError) as error:
        apply(preview)
    code, item, bill = error.value.changed
    assert code.startswith("Maatregelen rij")
    assert "„Code in de bron” was „4” en is nu „9”." in code
    assert item.endswith("deze rij is verwijderd.")
    assert bill.endswith("deze stand is intussen toegevoegd.")
    assert not saves


@pytest.mark.once
def test_a_change_of_another_row_is_not_stale(draft, content):
    preview = preview_of(content, draft, lambda book: put(book["Maatregelen"], 2, "Samenvatting", "Anders."))
    other = MeasureSnapshot.objects.filter(report=draft).last()
    other.summary = "Door een collega."
    other.save()
    assert apply(preview) == {"gewijzigd": 1}
    other.refresh_from_db()
    assert other.summary == "Door een collega."


def test_a_place_that_somebody_took(draft, content):
    item = MeasureItem.objects.filter(snapshot__report=draft).first()
    slug = item.snapshot.measure.slug
    preview = preview_of(
        content,
        draft,
        lambda book: add(book["Onderdelen"], Maatregel=slug, Soort="Dilemma", Volgnummer=500, Tekst="x", Vindplaats="x"),
    )
    MeasureItem.objects.create(snapshot=item.snapshot, kind="stap", position=500, text="Eerder.", location="x")
    with pytest.raises(StaleError, match="intussen bezet"):
        apply(preview)
