"""Two editors at one draft, through its real forms and workbook: neither loses what only they changed."""

import io
import json

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from measures.enums import ReportState
from measures.models import MeasureItem, MeasureSnapshot
from portal.core.workbooks.program import read_book
from portal.desk.editing.worklist import add, carry_over
from portal.desk.merging.form_data import content_fields, form_row
from portal.desk.merging.stored import StoredValues
from portal.desk.merging.three_way import Side
from portal.desk.pages.stands import Editor
from portal.desk.workbook import apply, read_workbook, to_workbook
from tests import factories
from tests.portal.desk.workbook.drafts import find, put

pytestmark = pytest.mark.once

# By editor: the fields that only they change, as (number of the item or 0 for the stand itself, field).
OWN = [[(0, "summary"), (1, "text")], [(0, "title_printed"), (2, "text")]]
HEADINGS = {"summary": "Samenvatting", "title_printed": "Titel in de bron", "text": "Tekst"}
ACTS = st.lists(
    st.tuples(
        st.integers(0, 1), st.sampled_from(["save", "restore", "import", "carry"]), st.integers(0, 2), st.integers(0, 1),
        st.sampled_from(["Eén.", "Twee.", "Drie."]),
    ),
    min_size=4,
    max_size=7,
)  # fmt: skip


class Desk:
    """A draft with one stand, and two editors. `stand` and its items keep their primary keys."""

    def __init__(self, main):
        measure = factories.make_measure(parent=main)
        before = factories.make_stand(measure, factories.make_report(), summary="Begin.", title_printed="Titel")
        for place in (1, 2):
            MeasureItem.objects.create(snapshot=before, kind="stap", position=place, text=f"Punt {place}.", location="x")
        self.report = factories.make_report(state=ReportState.DRAFT)
        self.task = add(self.report, measure)
        self.stand = carry_over(self.task)
        self.items = list(self.stand.items.order_by("position"))
        self.request = RequestFactory()
        self.forms, self.books, self.typed = ([], []), [], ([], [])
        self.remember()

    def remember(self):
        """Let both editors open the form, and download a workbook, as they may do at any moment."""
        for own in self.forms:
            own.append(self.filled())
        self.books.append(to_workbook(self.report))

    def filled(self):
        """Return the data of the form as it stands, as a browser would send it."""
        editor, data = (
            Editor(MeasureSnapshot.objects.get(pk=self.stand.pk), False, self.request.get("/")),
            QueryDict(mutable=True),
        )
        stored = StoredValues.of(editor.snapshot)
        data["opened"] = stored.token
        for name, value in form_row(content_fields(editor.form, MeasureSnapshot), MeasureSnapshot, stored.rows[""]).items():
            data.setlist(name, value)
        for rows in editor.rows.values():
            data[f"{rows.prefix}-TOTAL_FORMS"] = data[f"{rows.prefix}-INITIAL_FORMS"] = "0"
        rows = editor.rows["Onderdelen"]
        for number, key in enumerate(key for key in stored.rows if key.startswith("measureitem:")):
            data[f"measureitem-{number}-id"] = key.partition(":")[2]
            fields = content_fields(rows.empty_form, MeasureItem, "snapshot")
            for name, value in form_row(fields, MeasureItem, stored.rows[key]).items():
                data.setlist(f"measureitem-{number}-{name}", value)
        data["measureitem-TOTAL_FORMS"] = data["measureitem-INITIAL_FORMS"] = "2"
        return data

    def now(self):
        self.stand.refresh_from_db()
        texts = {0: self.stand}
        for number, item in enumerate(self.items, start=1):
            item.refresh_from_db()
            texts[number] = item
        return {(number, name): getattr(texts[number], name) for own in OWN for number, name in own}

    def save(self, data, choice):
        request = self.request.post("/")
        request.POST, request.user = data, None
        editor = Editor(MeasureSnapshot.objects.get(pk=self.stand.pk), False, request)
        for question in editor.merge.told.questions:
            sides = {side: answer for side, (answer, _heading, _words) in zip(Side, question.options, strict=True)}
            data[question.name] = sides[choice]
        if editor.merge.told.questions:
            editor = Editor(MeasureSnapshot.objects.get(pk=self.stand.pk), False, request)
        assert not editor.merge.told.asks
        assert editor.is_valid(), (editor.form.errors, [rows.errors for rows in editor.rows.values()])
        editor.save()

    def bring_in(self, content, number, name, text, choice):
        book = load_workbook(io.BytesIO(content))
        page = book["Onderdelen" if number else "Maatregelen"]
        row = find(page, Kenmerk=str(self.items[number - 1].pk)) if number else 2
        put(page, row, HEADINGS[name], text)
        file = io.BytesIO()
        book.save(file)
        sheets = json.loads(json.dumps(read_book(file.getvalue())))
        answers = {row.name: row.answers[choice] for row in read_workbook(sheets, self.report).asked}
        apply(read_workbook(sheets, self.report, answers))


@settings(
    max_examples=settings.default.max_examples // 20,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@example(
    acts=[(1, "save", 0, 0, "Eén."), (0, "save", 1, 1, "Twee."), (0, "restore", 0, 1, "Drie.")], choice=Side.MINE
)  # fmt: skip
@given(acts=ACTS, choice=st.sampled_from(Side))
def test_saves_restores_imports_and_carry_overs_in_any_order(db, acts, choice, make_desk):
    desk = make_desk()
    for who, act, age, which, text in acts:
        before, (number, name) = desk.now(), OWN[who][which]
        if act == "carry":
            carry_over(desk.task)
            assert desk.now() == before
            continue
        if act == "import":
            desk.bring_in(desk.books[-1 - age % len(desk.books)], number, name, text, choice)
        else:
            known = desk.typed[who] if act == "restore" and desk.typed[who] else desk.forms[who]
            data = known[-1 - age % len(known)].copy()
            data[f"measureitem-{number - 1}-{name}" if number else name] = text
            desk.typed[who].append(data.copy())
            desk.save(data, choice)
        after = desk.now()
        for field in OWN[1 - who]:
            assert after[field] == before[field], (act, field)
        desk.remember()


@pytest.fixture
def make_desk(empty):
    main = factories.make_measure(1)
    return lambda: Desk(main)
