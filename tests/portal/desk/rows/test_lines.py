"""Rows as lines: their order is that of the page, a subheading stands once above its group, and buttons need no JavaScript."""

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from measures.enums import ItemKind
from measures.models import Measure, MeasureItem, MeasureSnapshot
from portal.desk.rows.order import DOWN, JOIN, SPLIT, UP, act_on, arrange
from tests import factories
from tests.portal.desk.editing.conftest import agree
from tests.portal.desk.forms import filled_in, form_in

pytestmark = pytest.mark.ignore_template_errors

ADDRESS = "/beheer/redactie/vgr-6/maatregel/hoorrecht/"
ROWS = (("A", "een"), ("A", "twee"), ("B", "drie"))


def add_item(stand, place, heading, text):
    kind = ItemKind.NEXT_STEP
    MeasureItem.objects.create(snapshot=stand, kind=kind, position=place, heading=heading, text=text, location="x")


@pytest.fixture
def stand(draft):
    """A chapter of three bullets: two below the subheading A and one below B."""
    stand = factories.make_stand(draft.tasks.get(measure__slug="hoorrecht").measure, draft)
    for place, (heading, text) in enumerate(ROWS, start=1):
        add_item(stand, place, heading, text)
    return stand


def saved(stand):
    return list(stand.items.order_by("position").values_list("heading", "text"))


def pressed(client, button, **changes):
    """Press a button that moves or adds a line, without JavaScript. Return the data of the form that comes back."""
    answer = client.post(ADDRESS, filled_in(client, ADDRESS) | changes | {"rij": button})
    assert answer.status_code == 200
    return form_in(answer)


def test_a_subheading_stands_once_above_its_group(as_editor, stand):
    html = BeautifulSoup(as_editor.get(ADDRESS).content, "html.parser")
    shown = [
        group.input["value"] for group in html.select(".line__group") if not group.has_attr("hidden") and group.input.get("value")
    ]
    assert shown == ["A", "B"]
    assert as_editor.post(ADDRESS, filled_in(as_editor, ADDRESS) | {"measureitem-0-heading": "Anders"}).status_code == 302
    assert saved(stand) == [("Anders", "een"), ("Anders", "twee"), ("B", "drie")]


def test_buttons_move_a_line_with_everything_typed_and_save_nothing(as_editor, stand):
    data = pressed(as_editor, "measureitem-2:omhoog", **{"measureitem-0-text": "half getypt", "summary": "ook dit"})
    assert (data["measureitem-0-text"], data["summary"]) == ("half getypt", "ook dit")
    assert saved(stand) == list(ROWS)
    assert as_editor.post(ADDRESS, data).status_code == 302
    assert saved(stand) == [("A", "half getypt"), ("B", "drie"), ("A", "twee")]


def test_a_line_added_in_a_group_takes_its_kind_and_subheading(as_editor, stand):
    data = pressed(as_editor, "measureitem-0:invoegen")
    new = max(key for key in data if key.endswith("-text")).removesuffix("-text")
    assert data[f"{new}-kind"] == ItemKind.NEXT_STEP
    typed = {f"{new}-text": "anderhalf", f"{new}-location": "x"}
    assert as_editor.post(ADDRESS, data | typed).status_code == 302
    assert saved(stand) == [("A", "een"), ("A", "anderhalf"), ("A", "twee"), ("B", "drie")]


def test_an_added_line_that_stays_empty_is_none(as_editor, stand):
    assert as_editor.post(ADDRESS, pressed(as_editor, "measureitem-:invoegen")).status_code == 302
    assert saved(stand) == list(ROWS)


def test_a_line_leaves_its_group_and_joins_another(as_editor, stand):
    data = pressed(as_editor, "measureitem-1:tussenkop") | {"measureitem-1-heading": "C"}
    assert as_editor.post(ADDRESS, data).status_code == 302
    assert saved(stand) == [("A", "een"), ("C", "twee"), ("B", "drie")]
    assert as_editor.post(ADDRESS, pressed(as_editor, "measureitem-2:samen")).status_code == 302
    assert saved(stand) == [("A", "een"), ("C", "twee"), ("C", "drie")]


def test_saving_without_a_change_keeps_the_numbers_of_the_source(as_editor, stand):
    MeasureItem.objects.filter(text="drie").update(position=7)
    assert as_editor.post(ADDRESS, filled_in(as_editor, ADDRESS)).status_code == 302
    assert list(stand.items.order_by("position").values_list("position", flat=True)) == [1, 2, 7]


@pytest.mark.parametrize("places", [("1", "1", "1"), ("", "0", "99999"), ("x", "-3", "²")])
def test_no_number_is_ever_a_mistake(as_editor, stand, places):
    data = filled_in(as_editor, ADDRESS) | {f"measureitem-{n}-position": place for n, place in enumerate(places)}
    assert as_editor.post(ADDRESS, data).status_code == 302
    assert sorted(text for _heading, text in saved(stand)) == ["drie", "een", "twee"]


def test_a_bullet_at_the_end_stands_in_public_below_the_subheading_that_is_there(client, db):
    report = factories.make_report(number=6, publication="november 2026")
    stand = factories.make_stand(Measure.objects.first(), report)
    for place, heading in enumerate(("A", "B", "A"), start=1):
        add_item(stand, place, heading, f"punt {place}")
    html = BeautifulSoup(client.get(stand.measure.get_absolute_url()).content, "html.parser")
    assert [found.text for found in html.select(".items__heading")] == ["A", "B"]
    assert len(html.select(".items__heading + .items")[0].select("li")) == 2


KEYS = ["r-0", "r-1", "r-2", "r-3"]


def sent(headings):
    data = QueryDict(mutable=True)
    above = None
    for place, (key, heading) in enumerate(zip(KEYS, headings, strict=True), start=1):
        data.update({f"{key}-position": str(place), f"{key}-heading": heading, f"{key}-text": key})
        data[f"{key}-follows"] = "1" if heading == above else ""
        above = heading
    return data


@pytest.mark.once
@given(
    headings=st.lists(st.sampled_from(["", "A", "B"]), min_size=4, max_size=4),
    acts=st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from([UP, DOWN])), max_size=6),
)
def test_a_line_keeps_its_subheading_however_lines_move(headings, acts):
    data = sent(headings)
    for key, act in acts:
        act_on(data, KEYS, f"{key}:{act}", "r-9")
    order = arrange(data, KEYS)
    assert sorted(order) == KEYS
    assert {key: data[f"{key}-heading"] for key in KEYS} == dict(zip(KEYS, headings, strict=True))
    assert [data[f"{key}-position"] for key in order] == ["1", "2", "3", "4"]


@pytest.mark.once
def test_an_unknown_button_or_the_first_line_up_changes_nothing():
    for button in ("r-0:omhoog", "r-3:omlaag", f"r-0:{JOIN}", "r-7:omhoog", "x", f"r-9:{SPLIT}"):
        data = sent("AABB")
        act_on(data, KEYS, button, "r-9")
        assert data == sent("AABB"), button


def test_a_correction_has_the_same_lines(client, publisher):
    client.force_login(publisher)
    address = "/beheer/redactie/vgr-5/maatregel/leerrecht/"
    data = filled_in(client, address)
    answer = client.post(address, data | {"rij": "measureitem-1:omhoog", "reason": "Volgorde."})
    stand = MeasureSnapshot.objects.get(report__slug="vgr-5", measure__slug="leerrecht")
    first = stand.items.order_by("position").first()
    assert client.post(address, form_in(answer)).status_code == 302
    agree()
    assert stand.items.order_by("position")[1] == first
