"""Two editors at one form: what only one of them changed stays, what both changed is asked, and nothing is made twice."""

import pytest
from auditlog.context import set_actor
from bs4 import BeautifulSoup

from measures.enums import Status
from measures.models import Finding, Measure, MeasureItem, MeasureSnapshot, SourceNote
from motions.models import MotionSnapshot
from portal.desk.editing.checks import check
from portal.desk.editing.worklist import carry_over
from portal.desk.models import Explanation, SavedForm
from portal.desk.pages.review import explanation_name
from tests.portal.desk.forms import filled_in

pytestmark = pytest.mark.ignore_template_errors

HOORRECHT = "/beheer/redactie/vgr-6/maatregel/hoorrecht/"
STATUSES = "/beheer/redactie/vgr-6/statussen/"
CHECKLIST = "/beheer/redactie/vgr-6/controle/"
NEW_FINDING = "/beheer/redactie/vgr-6/overig/bevinding/nieuw/"


@pytest.fixture
def stand(carried):
    return MeasureSnapshot.objects.get(report=carried, measure__slug="hoorrecht")


@pytest.fixture
def by_publisher(publisher):
    """Let a colleague save rows with other values."""

    def save(row, **values):
        with set_actor(publisher):
            for name, value in values.items():
                setattr(row, name, value)
            row.save()

    return save


def parsed(response):
    return BeautifulSoup(response.content, "html.parser")


def told(response):
    return " ".join(parsed(response).select_one("#conflict").get_text(" ").split())


def sent_again(response, **choices):
    """Return the data that a browser would send from a page that answers a POST, with choices by their words."""
    form = parsed(response).select_one("form[data-keep]")
    data = {}
    for each in form.select("input[name], textarea[name]"):
        if each.get("type") not in ("checkbox", "radio") or each.has_attr("checked"):
            data[each["name"]] = each.text.removeprefix("\n") if each.name == "textarea" else each.get("value", "")
    for each in form.select("select[name]"):
        chosen = [option["value"] for option in each.select("option[selected]")]
        if chosen:
            data[each["name"]] = chosen if each.has_attr("multiple") else chosen[0]
    for name, heading in choices.items():
        radios = form.select(f'input[type=radio][name$="-{name}"]')
        data |= {radio["name"]: radio["value"] for radio in radios if radio.parent.get_text(" ").strip().startswith(heading)}
    return data


def test_what_only_one_of_them_changed_stays(as_editor, stand, by_publisher):
    mine = filled_in(as_editor, HOORRECHT) | {"summary": "Van mij.", "measureitem-1-text": "Mijn woorden."}
    first, _second = stand.items.order_by("position")[:2]
    by_publisher(stand, title_printed="Titel van een ander")
    by_publisher(first, text="Een ander woord.")
    response = as_editor.post(HOORRECHT, mine, follow=True)
    html = response.content.decode()
    assert "Titel in de bron: gewijzigd door piet, " in html
    assert "is nu „Een ander woord.”" in html
    stand.refresh_from_db()
    assert (stand.summary, stand.title_printed) == ("Van mij.", "Titel van een ander")
    assert [item.text for item in stand.items.order_by("position")[:2]] == ["Een ander woord.", "Mijn woorden."]


@pytest.mark.parametrize(("choice", "text"), [("Van u", "Van mij."), ("Van piet", "Van piet."), ("Oud", "Zo was het.")])
def test_what_both_changed_is_asked_side_by_side(as_editor, stand, by_publisher, choice, text):
    by_publisher(stand, summary="Zo was het.")
    mine = filled_in(as_editor, HOORRECHT) | {"summary": "Van mij.", "location": "Mijn plek"}
    by_publisher(stand, summary="Van piet.", code="9")
    response = as_editor.post(HOORRECHT, mine)
    assert response.status_code == 409
    words = told(response)
    assert "Samenvatting Van u Van mij. Van piet, " in words
    assert "Van piet. Oud Zo was het." in words
    assert words.count("Van u") == 1, "only what both changed is asked"
    stand.refresh_from_db()
    assert (stand.summary, stand.location == "Mijn plek") == ("Van piet.", False)
    assert as_editor.post(HOORRECHT, sent_again(response)).status_code == 409, "without a choice it is asked again"
    assert as_editor.post(HOORRECHT, sent_again(response, summary=choice)).status_code == 302
    stand.refresh_from_db()
    assert (stand.summary, stand.location, stand.code) == (text, "Mijn plek", "9")


@pytest.mark.once
def test_rows_that_a_colleague_adds_and_removes_are_merged(as_editor, stand, by_publisher):
    data = filled_in(as_editor, HOORRECHT)
    first, second, third = stand.items.order_by("position")[:3]
    count = stand.items.count()
    row = {"kind": "vervolgstap", "position": str(count + 1), "text": "Mijn nieuwe.", "location": "x"}
    data |= {f"measureitem-{count}-{name}": value for name, value in row.items()} | {"measureitem-2-text": "Mijn derde."}
    by_publisher(MeasureItem(snapshot=stand, kind="stap", text="Nieuw van piet.", location="x", position=count + 1))
    second.delete()
    response = as_editor.post(HOORRECHT, data, follow=True)
    assert "toegevoegd door piet" in response.content.decode()
    texts = list(stand.items.order_by("position").values_list("text", flat=True))
    assert texts[0] == first.text
    assert texts[1] == "Mijn derde."
    assert texts[-2:] == ["Nieuw van piet.", "Mijn nieuwe."]
    assert (second.text in texts, len(texts)) == (False, count + 1)
    assert third.pk in stand.items.values_list("pk", flat=True)


@pytest.mark.once
def test_a_row_that_one_removes_and_the_other_changes_is_asked(as_editor, stand, by_publisher):
    data = filled_in(as_editor, HOORRECHT) | {"measureitem-0-DELETE": "on", "measureitem-1-text": "Mijn woorden."}
    first, second = stand.items.order_by("position")[:2]
    by_publisher(first, text="Nieuw van piet.")
    second.delete()
    response = as_editor.post(HOORRECHT, data)
    assert response.status_code == 409
    assert "u haalt dit weg, maar het is intussen gewijzigd door piet" in told(response)
    assert "u wijzigde dit, maar het is intussen weggehaald door iemand anders" in told(response)
    assert as_editor.post(HOORRECHT, sent_again(response)).status_code == 302
    texts = list(stand.items.values_list("text", flat=True))
    assert {"Nieuw van piet.", "Mijn woorden."} <= set(texts)


@pytest.mark.once
def test_a_form_that_is_put_back_meets_what_changed_since(as_editor, stand, by_publisher):
    """The kept form has the values that it was opened on. Showing it saves nothing."""
    kept = filled_in(as_editor, HOORRECHT) | {"summary": "Van mij."}
    by_publisher(stand, code="9")
    shown = as_editor.post(HOORRECHT, kept | {"terugzetten": "ja"})
    assert shown.status_code == 200
    assert "gewijzigd door piet" in told(shown)
    stand.refresh_from_db()
    assert stand.summary != "Van mij."
    assert as_editor.post(HOORRECHT, sent_again(shown)).status_code == 302
    stand.refresh_from_db()
    assert (stand.summary, stand.code) == ("Van mij.", "9")


@pytest.mark.once
def test_a_stand_that_a_colleague_carried_over_meanwhile(as_editor, draft):
    mine = filled_in(as_editor, HOORRECHT) | {"code": "4", "title_printed": "Hoorrecht", "status": "afgerond", "location": "x"}
    stand = carry_over(draft.tasks.get(measure__slug="hoorrecht"))
    response = as_editor.post(HOORRECHT, mine)
    assert response.status_code == 409
    again = sent_again(response, status="Van u", location="Van iemand", title_printed="Van iemand")
    assert as_editor.post(HOORRECHT, again).status_code == 302
    new = MeasureSnapshot.objects.get(report=draft, measure__slug="hoorrecht")
    assert (new.pk, new.status, new.summary, new.items.count()) == (stand.pk, Status.DONE, stand.summary, stand.items.count())


@pytest.mark.once
def test_a_form_that_is_not_ours_is_asked_in_full(as_editor, stand):
    mine = filled_in(as_editor, HOORRECHT) | {"opened": "vervalst", "title_printed": "Van mij."}
    response = as_editor.post(HOORRECHT, mine)
    assert response.status_code == 409
    assert "Het formulier is niet te lezen" in told(response)
    assert "Titel in de bron Van u Van mij." in told(response)


def test_statuses_are_merged_one_by_one(as_editor, carried, stand, by_publisher):
    data = filled_in(as_editor, STATUSES)
    leerrecht = MeasureSnapshot.objects.get(report=carried, measure__slug="leerrecht")
    motion = MotionSnapshot.objects.get(report=carried, motion__number="31497-305")
    tasks = {row: carried.tasks.get(**{name: getattr(row, name)}).pk for row, name in ((stand, "measure"), (motion, "motion"))}
    by_publisher(leerrecht, status=Status.UNKNOWN)
    by_publisher(stand, status=Status.UNKNOWN)
    sent = data | {f"status-{tasks[stand]}": "in-uitvoering", f"status-{tasks[motion]}": "afgerond"}
    response = as_editor.post(STATUSES, sent)
    assert response.status_code == 409
    assert "Hoorrecht Van u In uitvoering Van piet" in told(response)
    assert "Leerrecht verankeren: gewijzigd door piet" in told(response)
    again = sent_again(response, **{f"status-{tasks[stand]}": "Van u"})
    assert as_editor.post(STATUSES, again).status_code == 302
    for row, status in ((stand, Status.UNDERWAY), (motion, Status.DONE), (leerrecht, Status.UNKNOWN)):
        row.refresh_from_db()
        assert row.status == status


@pytest.mark.once
def test_each_explanation_has_a_name_and_an_old_page_undoes_none(as_editor, carried, publisher):
    first, second, third, *_ = [finding for finding in check(carried) if not finding.is_error]
    names = [explanation_name(finding) for finding in (first, second, third)]
    assert len(set(names)) == 3
    data = filled_in(as_editor, CHECKLIST)
    assert set(names) <= data.keys()
    for finding in (second, third):
        Explanation.objects.create(report=carried, warning=finding.key, words="Van piet.", by=publisher)
    sent = data | {names[0]: "Een.", names[2]: "Drie."}
    response = as_editor.post(CHECKLIST, sent)
    assert response.status_code == 409
    assert "Van piet. Oud leeg" in told(response)
    assert as_editor.post(CHECKLIST, sent_again(response, **{names[2]: "Van u"})).status_code == 302
    written = dict(carried.explanations.values_list("warning", "words"))
    assert written == {first.key: "Een.", second.key: "Van piet.", third.key: "Drie."}


def test_the_back_button_and_a_double_click_make_nothing_twice(as_editor, carried):
    data = filled_in(as_editor, NEW_FINDING) | {"text": "Eén keer.", "location": "x"}
    data |= {"measure": Measure.objects.get(slug="hoorrecht").pk, "figure-0-description": "Aantal", "figure-0-value": "12"}
    for sent in (data, data, data | {"text": "Met de terugknop."}):
        response = as_editor.post(NEW_FINDING, sent)
        assert response.status_code == 302, parsed(response).select("#fouten, .errorlist, .errornote")
    finding = Finding.objects.get(report=carried, location="x")
    assert (finding.text, finding.figures.count()) == ("Met de terugknop.", 1)


@pytest.mark.once
def test_a_new_row_that_is_sent_again_goes_on_from_what_it_saved(as_editor, stand, by_publisher):
    data, count = filled_in(as_editor, HOORRECHT), stand.items.count()
    row = {"kind": "vervolgstap", "position": str(count + 1), "text": "Mijn nieuwe.", "location": "x"}
    data |= {f"measureitem-{count}-{name}": value for name, value in row.items()}
    assert as_editor.post(HOORRECHT, data).status_code == 302
    by_publisher(stand, code="9")
    assert as_editor.post(HOORRECHT, data | {f"measureitem-{count}-text": "Anders."}).status_code == 302
    assert list(stand.items.filter(location="x").values_list("text", flat=True)) == ["Anders."]
    stand.refresh_from_db()
    assert (stand.code, stand.items.count()) == ("9", count + 1)
    assert SavedForm.objects.count() == 1


@pytest.mark.once
def test_a_second_new_form_makes_a_second_note(as_editor, draft):
    address = "/beheer/redactie/vgr-6/overig/bronnotitie/nieuw/"
    for text in ("De ene.", "De andere."):
        data = filled_in(as_editor, address) | {"title": "Zelfde titel", "text": text, "location": "x"}
        assert as_editor.post(address, data).status_code == 302
    assert SourceNote.objects.filter(report=draft).count() == 2
