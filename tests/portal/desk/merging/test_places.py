"""Rows that can stand once only change places with each other, whichever way an editor does it."""

import itertools

import pytest
from auditlog.context import set_actor
from django.apps import apps
from django.db import models

from laws.enums import Effect, Phase
from laws.models import Bill, PlanningStep, Requirement
from measures.enums import OverviewColumn, ReportState
from measures.models import Action, ActionMention, OverviewCell, Party, Report, Representation
from motions.models import MotionPaper
from portal.core.trail import CONTENT_APPS
from portal.desk.editing.four_eyes import last_line
from portal.desk.merging.places import make_way, places_of
from portal.desk.together.moments import go_back
from portal.desk.workbook import apply, to_workbook
from tests import factories
from tests.portal.desk.forms import filled_in
from tests.portal.desk.rows.lists import LIST, list_form, row_data
from tests.portal.desk.workbook.drafts import compare, edit, put

pytestmark = pytest.mark.ignore_template_errors

# Two of these make every other order.
ORDERS = ((1, 0, 2), (1, 2, 0))


def with_places():
    """Return each model of content with a place that editors can change, and the fields of that place."""
    found = {}
    for model in (model for app in CONTENT_APPS for model in apps.get_app_config(app).get_models()):
        for fields in places_of(model):
            if not all(model._meta.get_field(name).is_relation for name in fields) and "slug" not in fields:
                found[model] = fields
    return found


@pytest.fixture
def small(empty):
    """A draft with one row of every kind."""
    report = factories.make_report("vgr-6", state=ReportState.DRAFT, number=6)
    factories.make_everything(report, "Iets", main_number=3)
    factories.make_motion()
    return report


def three_of(model, fields):
    """Return three rows of a model that differ in their place only; two where there can be two."""
    first = model.objects.order_by("pk").first()
    columns = [model._meta.get_field(name) for name in fields]
    column = min(columns, key=lambda each: (each.is_relation, bool(each.choices) or isinstance(each, models.BooleanField)))
    if isinstance(column, models.BooleanField):
        places = [False, True]
    elif column.choices:
        places = [value for value, _label in column.flatchoices][:3]
    else:
        places = [7, 8, 9] if isinstance(column, models.IntegerField) else ["a", "b", "c"]
    model.objects.exclude(pk=first.pk).delete()
    rows = []
    for place in places:
        row = model.objects.get(pk=first.pk)
        row.pk = rows[-1].pk + 1 if rows else first.pk
        row._state.adding = bool(rows)
        setattr(row, column.attname, place)
        row.save()
        rows.append(row)
    return column.attname, rows


@pytest.mark.once
@pytest.mark.parametrize("model", with_places(), ids=lambda model: model.__name__)
def test_rows_of_every_kind_take_each_others_places_in_any_order(small, model):
    name, rows = three_of(model, with_places()[model])
    for wanted in itertools.permutations([getattr(row, name) for row in rows]):
        changed = [model.objects.get(pk=row.pk) for row in rows]
        for row, place in zip(changed, wanted, strict=True):
            setattr(row, name, place)
        make_way(changed)
        for row in changed[::-1] if wanted[0] == getattr(rows[0], name) else changed:
            row.save()
        assert [getattr(model.objects.get(pk=row.pk), name) for row in rows] == list(wanted)


@pytest.mark.once
def test_only_a_row_whose_place_another_takes_is_put_aside(small):
    name, rows = three_of(Representation, with_places()[Representation])
    setattr(rows[0], name, "d")
    setattr(rows[1], name, "a")
    make_way(rows[:2])
    now = values_of(rows, name)
    assert now[1:] == ["b", "c"]
    assert now[0] not in "abcd"


def three_rows(draft, kind):
    """Return three rows of a kind, and the field in which a line of their list says what only one row can say."""
    actions, parties = list(Action.objects.order_by("pk")[:3]), list(Party.objects.order_by("pk")[:3])
    bill = Bill.objects.order_by("pk").first()
    if kind == "gevolg":
        effect = {"report": draft, "bill": bill, "part": "", "effect": Effect.ENDS, "location": "x"}
        return [Requirement.objects.create(action=action, **effect) for action in actions], "action"
    if kind == "vermelding":
        return [ActionMention.objects.create(report=draft, action=actions[0], location=each) for each in "abc"], "location"
    group = {"report": draft, "group_printed": "Leraren", "party_printed": "x", "location": "x"}
    return [Representation.objects.create(position=n, party=party, **group) for n, party in enumerate(parties, 1)], "party"


def values_of(rows, name):
    return [getattr(type(row).objects.get(pk=row.pk), name) for row in rows]


@pytest.mark.parametrize("kind", ["gevolg", "vermelding", "partij"])
def test_rows_exchange_what_only_one_can_say_in_their_list_and_go_back(as_editor, editor, draft, kind):
    with set_actor(editor):
        rows, name = three_rows(draft, kind)
    start, before = last_line(draft), values_of(rows, name)
    for order in ORDERS:
        now = values_of(rows, name)
        data = list_form(as_editor, kind)
        sent = [data[f"{rows[place].pk}-{name}"] for place in order]
        data |= {f"{row.pk}-{name}": words for row, words in zip(rows, sent, strict=True)}
        assert as_editor.post(LIST.format(kind), data).status_code == 302
        assert values_of(rows, name) == [now[place] for place in order]
    with set_actor(editor):
        go_back(draft, start, last_line(draft))
    assert values_of(rows, name) == before


@pytest.mark.once
@pytest.mark.parametrize("kind", ["gevolg", "vermelding", "partij"])
def test_a_row_takes_the_place_of_one_that_goes_and_twins_are_told_at_the_field(as_editor, draft, kind):
    rows, name = three_rows(draft, kind)
    data, now = list_form(as_editor, kind), values_of(rows, name)
    data[f"{rows[0].pk}-{name}"] = data[f"{rows[1].pk}-{name}"]
    answer = as_editor.post(LIST.format(kind), data)
    assert answer.status_code == 200
    [(anchor, _line, words)] = answer.context["errors"]
    assert anchor == f"id_{rows[0].pk}-{name}"
    assert "Dit staat al in rij 2" in words
    assert as_editor.post(LIST.format(kind), data | row_data(rows[1].pk, DELETE="on")).status_code == 302
    assert values_of([rows[0], rows[2]], name) == now[1:]


HEADINGS = {"gevolg": ("Gevolgen van wetten", "Actie"), "vermelding": ("Vermeldingen van acties", "Vindplaats"),
            "partij": ("Vertegenwoordigingen", "Veldpartij")}  # fmt: skip


@pytest.mark.once
@pytest.mark.parametrize("kind", HEADINGS)
def test_rows_exchange_what_only_one_can_say_in_the_workbook(draft, kind):
    rows, name = three_rows(draft, kind)
    title, heading = HEADINGS[kind]
    for order in ORDERS:
        now = values_of(rows, name)
        words = [getattr(now[place], "slug", now[place]) for place in order]

        def change(book, words=words):
            page = book[title]
            at = {page.cell(number, 1).value: number for number in range(2, page.max_row + 1)}
            for row, text in zip(rows, words, strict=True):
                put(page, at[str(row.pk)], heading, text)

        preview = compare(edit(to_workbook(draft), change), draft)
        assert preview.all_problems == []
        apply(preview)
        assert values_of(rows, name) == [now[place] for place in order]


@pytest.mark.once
def test_two_papers_of_a_motion_exchange_whose_reading_they_are(small):
    [paper] = MotionPaper.objects.all()
    other = factories.make_paper(paper.motion, small, is_reading=True, request="Iets anders.")

    def change(book):
        page = book["Stukken over moties"]
        for number in (2, 3):
            was = page.cell(number, 1).value == str(paper.pk)
            put(page, number, "Onze lezing", "ja" if was else "nee")

    apply(compare(edit(to_workbook(small), change), small))
    assert [MotionPaper.objects.get(pk=each.pk).is_reading for each in (paper, other)] == [True, False]
    assert paper.submitters.count() == 1


def test_lines_of_a_stand_exchange_their_phase_or_column(as_editor, carried):
    report = Report.objects.get(slug="vgr-6")
    cells = OverviewCell.objects.filter(snapshot__report=report)
    measure = report.measuresnapshots.filter(items__isnull=False).first()
    for column in OverviewColumn.values:
        OverviewCell.objects.create(snapshot=measure, column=column, words=column)
    address = f"/beheer/redactie/vgr-6/maatregel/{measure.measure.slug}/"
    data = filled_in(as_editor, address)
    keys = [name for name in data if name.startswith("overviewcell-") and name.endswith("-column") and data[name]]
    for key, text in zip(keys, [data[key] for key in [*keys[1:], keys[0]]], strict=True):
        data[key] = text
    assert as_editor.post(address, data).status_code == 302
    now = dict(cells.filter(snapshot=measure).values_list("words", "column"))
    assert [now[column] for column in OverviewColumn.values] == [*OverviewColumn.values[1:], OverviewColumn.values[0]]


def test_steps_of_a_plan_exchange_their_phase(as_editor, carried):
    stand = factories.make_bill_stand(
        factories.make_bill("b"),
        carried,
        planning=[(Phase.HOUSE, "2026"), (Phase.ENTRY_INTO_FORCE, "2027"), (Phase.SENATE, "2028")],
    )
    address = "/beheer/redactie/vgr-6/wetsvoorstel/b/"
    data = filled_in(as_editor, address)
    keys = [f"planningstep-{number}-phase" for number in range(3)]
    for key, text in zip(keys, [data[key] for key in [*keys[1:], keys[0]]], strict=True):
        data[key] = text
    assert as_editor.post(address, data).status_code == 302
    found = PlanningStep.objects.filter(snapshot=stand).order_by("position").values_list("phase", flat=True)
    assert list(found) == [Phase.ENTRY_INTO_FORCE, Phase.SENATE, Phase.HOUSE]
