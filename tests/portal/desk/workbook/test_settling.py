"""A workbook and a colleague: what only one of them changed stays, what both changed is chosen by row."""

import re

import pytest
from auditlog.context import set_actor
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from measures.models import MeasureItem, MeasureSnapshot
from portal.desk.merging.three_way import Side
from portal.desk.roles import EDITOR
from portal.desk.workbook import UndecidedError, apply
from portal.desk.workbook.settling.base import BASE
from tests.conftest import take_second_step
from tests.portal.desk.workbook.drafts import add, compare, edit, find, put

pytestmark = [pytest.mark.ignore_template_errors, pytest.mark.once]


@pytest.fixture
def stand(draft):
    return MeasureSnapshot.objects.get(report=draft, measure__slug="hoorrecht")


def save(row, **values):
    """Let a colleague save other values."""
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def in_book(**values):
    """Return a change of the row of the measure Hoorrecht in a workbook, by heading with "_" for a space."""

    def change(book):
        page = book["Maatregelen"]
        for heading, value in values.items():
            put(page, find(page, Maatregel="hoorrecht"), heading.replace("_", " "), value)

    return change


def choices(preview, choice):
    return {row.name: row.answers[choice] for row in preview.asked}


def test_what_a_colleague_changed_stays_when_the_workbook_did_not_touch_it(draft, content, stand):
    save(stand, summary="Van een collega.")
    preview = compare(edit(content, in_book(Titel_in_de_bron="Van mij")), draft)
    assert preview.asked == []
    (row,) = preview.to_do
    assert row.notes == ["In het portaal is „Samenvatting” gewijzigd na het maken van deze werkmap. Dat blijft zo."]
    assert apply(preview) == {"gewijzigd": 1}
    stand.refresh_from_db()
    assert (stand.title_printed, stand.summary) == ("Van mij", "Van een collega.")
    untouched = compare(content, draft)
    assert untouched.to_do == []
    assert [row.key for row in untouched.rows if row.notes] == ["hoorrecht"]


@pytest.mark.parametrize(("choice", "text"), [(Side.MINE, "Van mij."), (Side.THEIRS, "Van een collega."), (Side.OLD, "")])
def test_what_both_changed_is_chosen_by_row(draft, content, stand, choice, text):
    def change(book):
        in_book(Samenvatting="Van mij.", Titel_in_de_bron="Mijn titel")(book)
        put(book["Moties"], 2, "Toelichting", "Anders.")

    before = stand.summary
    save(stand, summary="Van een collega.")
    changed = edit(content, change)
    preview = compare(changed, draft)
    (row,) = preview.asked
    assert [(clash.mine, clash.theirs, clash.old) for clash in row.clashes] == [("Van mij.", "Van een collega.", before)]
    assert len(preview.to_do) == 1, "the rest is not refused"
    with pytest.raises(UndecidedError):
        apply(preview)
    assert sum(apply(compare(changed, draft, choices(preview, choice))).values()) == 2
    stand.refresh_from_db()
    assert (stand.summary, stand.title_printed) == (text or before, "Mijn titel")


def test_a_choice_is_asked_again_when_the_colleague_goes_on(draft, content, stand):
    save(stand, summary="Van een collega.")
    changed = edit(content, in_book(Samenvatting="Van mij."))
    chosen = choices(compare(changed, draft), Side.MINE)
    save(stand, summary="Weer anders.")
    assert len(compare(changed, draft, chosen).asked) == 1


@pytest.mark.parametrize(("choice", "is_left"), [(Side.MINE, False), (Side.THEIRS, True)])
def test_a_row_that_one_removes_and_the_other_changes(draft, content, choice, is_left):
    mine, theirs = MeasureItem.objects.filter(snapshot__report=draft).order_by("pk")[:2]

    def change(book):
        page = book["Onderdelen"]
        put(page, find(page, Kenmerk=str(mine.pk)), "Verwijderen", "ja")
        put(page, find(page, Kenmerk=str(theirs.pk)), "Tekst", "Van mij.")

    changed = edit(content, change)
    save(mine, text="Van een collega.")
    theirs.delete()
    preview = compare(changed, draft)
    assert len(preview.asked) == 2
    apply(compare(changed, draft, choices(preview, choice)))
    texts = set(MeasureItem.objects.filter(snapshot__report=draft).values_list("text", flat=True))
    assert ("Van een collega." in texts, "Van mij." in texts) == (is_left, not is_left)


def test_rows_that_are_missing_are_asked_and_what_a_colleague_did_stays(draft, content, stand):
    gone, changed_there = MeasureItem.objects.filter(snapshot=stand).order_by("pk")[:2]

    def change(book):
        page = book["Onderdelen"]
        for item in (gone, changed_there):
            page.delete_rows(find(page, Kenmerk=str(item.pk)))

    changed = edit(content, change)
    save(changed_there, text="Van een collega.")
    new = MeasureItem.objects.create(snapshot=stand, kind="stap", position=500, text="Nieuw van een collega.", location="x")
    preview = compare(changed, draft)
    assert [row.pk for row in preview.missing] == [gone.pk], "neither the changed nor the new row of the colleague"
    with pytest.raises(UndecidedError):
        apply(preview)
    assert not apply(compare(changed, draft, {"keuze-weg": "laten"}))
    assert apply(compare(changed, draft, {"keuze-weg": "weghalen"})) == {"verwijderd": 1}
    left = set(MeasureItem.objects.filter(snapshot=stand).values_list("pk", flat=True))
    assert (gone.pk in left, {changed_there.pk, new.pk} <= left) == (False, True)


def test_a_missing_stand_takes_its_parts_along(draft, content, stand):
    def change(book):
        page = book["Maatregelen"]
        page.delete_rows(find(page, Maatregel="hoorrecht"))

    parts = stand.items.count()
    assert apply(compare(edit(content, change), draft, {"keuze-weg": "weghalen"})) == {"verwijderd": 1 + parts}
    assert not MeasureSnapshot.objects.filter(pk=stand.pk).exists()


def test_sorting_rows_does_no_harm(draft, content):
    """Each row is compared with its own past, wherever it stands."""

    def change(book):
        page = book["Onderdelen"]
        rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
        for number, values in enumerate(reversed(rows), start=2):
            for place, value in enumerate(values, start=1):
                page.cell(number, place).value = value
        put(page, 2, "Tekst", "Anders.")

    preview = compare(edit(content, change), draft)
    assert (preview.asked, preview.all_problems) == ([], [])
    assert apply(preview) == {"gewijzigd": 1}


def test_without_its_past_every_difference_is_asked(draft, content, stand):
    def change(book):
        book.remove(book[BASE])
        in_book(Samenvatting="Van mij.")(book)

    preview = compare(edit(content, change), draft)
    assert "mist het verborgen blad" in preview.notes[0]
    (row,) = preview.asked
    assert set(row.answers) == {Side.MINE, Side.THEIRS}
    assert apply(compare(edit(content, change), draft, choices(preview, Side.MINE))) == {"gewijzigd": 1}


def test_a_new_row_goes_after_the_new_row_of_a_colleague(draft, content, stand):
    last = stand.items.order_by("position").last().position + 1
    values = {"Maatregel": "hoorrecht", "Soort": "Dilemma", "Volgnummer": str(last), "Tekst": "Van mij.", "Vindplaats": "x"}
    changed = edit(content, lambda book: add(book["Onderdelen"], **values))
    MeasureItem.objects.create(snapshot=stand, kind="stap", position=last, text="Van een collega.", location="x")
    preview = compare(changed, draft)
    assert preview.all_problems == []
    assert apply(preview) == {"nieuw": 1}
    assert list(stand.items.order_by("position").values_list("text", flat=True))[-2:] == ["Van een collega.", "Van mij."]


@pytest.mark.parametrize("end", ["_x000d_\n", "_x000D_\n", "_x000d_", "\r\n"])
def test_line_ends_of_every_program(draft, content, end):
    preview = compare(edit(content, in_book(Samenvatting=f"Eén.{end}Twee.")), draft)
    assert [row.values["summary"] for row in preview.to_do] == ["Eén.\nTwee."]


def test_the_page_asks_names_the_colleague_and_saves_the_rest(client, draft, content, stand):
    roos, piet = (User.objects.create_user(name, is_staff=True) for name in ("roos", "piet"))
    roos.groups.set(Group.objects.filter(name=EDITOR))
    client.force_login(roos)
    take_second_step(client, roos)
    with set_actor(piet):
        save(stand, summary="Van een collega.")

    def change(book):
        in_book(Samenvatting="Van mij.")(book)
        page = book["Onderdelen"]
        page.delete_rows(2)

    client.post(reverse("import", args=[draft.slug]), {"werkmap": SimpleUploadedFile("w.xlsx", edit(content, change))})
    address = reverse("import-preview", args=[draft.slug])
    page = client.get(address)
    html = page.content.decode()
    assert "1 rij staat niet in uw werkmap: weghalen of laten staan?" in " ".join(html.split())
    assert "Van piet, " in html
    sent = {"vergelijking": page.context["fingerprint"]}
    assert client.post(address, sent).status_code == 409
    (row,) = page.context["preview"].asked
    sent |= {row.name: row.answers[Side.THEIRS]}
    again = client.post(address, sent)
    assert (again.status_code, "checked" in again.content.decode()) == (409, True)
    assert client.post(address, sent | {"keuze-weg": "laten"}).status_code == 302
    stand.refresh_from_db()
    assert stand.summary == "Van een collega."
    assert re.search("keuze-Maatregelen:hoorrecht-", html)
    assert "Te kiezen" in html
