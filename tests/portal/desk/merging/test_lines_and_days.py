"""Lines that buttons move, subheadings, and two chosen days, when a colleague saves the same record meanwhile."""

import pytest

from laws.models import PlanningStep
from measures.models import MeasureItem
from tests.portal.desk.editing.test_stands import BILL
from tests.portal.desk.forms import filled_in
from tests.portal.desk.merging.test_forms import HOORRECHT, by_publisher, parsed, sent_again, stand, told

__all__ = ["by_publisher", "stand"]

pytestmark = [pytest.mark.once, pytest.mark.ignore_template_errors]


def test_a_line_that_moves_keeps_what_the_form_was_opened_on(as_editor, stand, by_publisher):
    data = filled_in(as_editor, HOORRECHT) | {"summary": "Van mij.", "rij": "measureitem-1:omhoog"}
    first, second = stand.items.order_by("position")[:2]
    by_publisher(stand, summary="Van piet.")
    moved = as_editor.post(HOORRECHT, data)
    assert moved.status_code == 200
    again = sent_again(moved)
    assert again["opened"] == data["opened"]
    asked = as_editor.post(HOORRECHT, again)
    assert asked.status_code == 409
    assert "Van mij. Van piet" in told(asked)
    assert as_editor.post(HOORRECHT, sent_again(asked, summary="Van u")).status_code == 302
    stand.refresh_from_db()
    assert stand.summary == "Van mij."
    assert [row.pk for row in stand.items.order_by("position")[:2]] == [second.pk, first.pk]


def test_a_line_of_a_colleague_comes_between_and_each_line_keeps_its_subheading(as_editor, stand, by_publisher):
    stand.items.update(heading="Groep")
    data = filled_in(as_editor, HOORRECHT)
    count = stand.items.count()
    assert data["measureitem-1-follows"] == "1"
    by_publisher(MeasureItem(snapshot=stand, kind="stap", heading="Eigen", text="Nieuw.", location="x", position=count + 1))
    new = {"kind": "vervolgstap", "position": str(count + 1), "follows": "1", "text": "Van mij.", "location": "x"}
    sent = data | {f"measureitem-{count}-{name}": value for name, value in new.items()}
    assert as_editor.post(HOORRECHT, sent).status_code == 302
    assert [item.heading for item in stand.items.order_by("position")] == ["Groep"] * count + ["Eigen", "Groep"]


def test_an_empty_new_line_is_no_line(as_editor, stand, by_publisher):
    data = filled_in(as_editor, HOORRECHT)
    by_publisher(stand, code="9")
    count = stand.items.count()
    line = {f"measureitem-{count}-kind": "vervolgstap", f"measureitem-{count}-position": str(count + 1)}
    assert as_editor.post(HOORRECHT, data | line).status_code == 302
    assert stand.items.count() == count


def test_two_chosen_days_are_one_value(as_editor, carried, by_publisher):
    first, second = PlanningStep.objects.filter(snapshot__report=carried, snapshot__bill__slug="terugdringen-verzuim")[:2]
    mine = {"planningstep-0-period": "rond de zomer", "planningstep-0-chosen_days_0": "1 mei 2027"}
    mine |= {"planningstep-0-chosen_days_1": "30 september 2027"}
    data = filled_in(as_editor, BILL) | mine
    by_publisher(second, period="rond de herfst", chosen_days="1 oktober 2027 – 30 november 2027")
    answer = as_editor.post(BILL, data)
    assert answer.status_code == 302, parsed(answer).select_one("#conflict, #fouten")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.period, first.chosen_days) == ("rond de zomer", "1 mei 2027 – 30 september 2027")
    assert (second.period, second.chosen_days) == ("rond de herfst", "1 oktober 2027 – 30 november 2027")
    data = filled_in(as_editor, BILL) | {"planningstep-0-chosen_days_0": "2 mei 2027"}
    by_publisher(first, chosen_days="3 mei 2027 – 30 september 2027")
    asked = as_editor.post(BILL, data)
    assert asked.status_code == 409
    assert as_editor.post(BILL, sent_again(asked, chosen_days="Van piet")).status_code == 302
    first.refresh_from_db()
    assert first.chosen_days == "3 mei 2027 – 30 september 2027"
