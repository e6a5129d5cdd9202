"""Two editors at one list and its workbook, and at one kort bericht, in any order: neither loses what only they changed."""

from contextlib import contextmanager

import pytest
from django.db import transaction
from django.http import QueryDict
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from laws.models import EntryIntoForce
from measures.enums import ReportState
from measures.models import Figure, Finding, Goal
from motions.models import MotionPaper
from portal.desk.editing.carrying import carry_over_rows
from portal.desk.lists.kinds import LISTS
from portal.desk.lists.row_list import RowList
from portal.desk.merging.form_data import inputs_with
from portal.desk.merging.nested import OWNER
from portal.desk.merging.three_way import Side
from portal.desk.notices.pages import NoticeEditor
from portal.desk.notices.stored import StoredNotice
from portal.desk.parts import BillPart, BillWithParts
from portal.desk.workbook import apply, to_workbook
from tests import factories
from tests.portal.desk.workbook.drafts import compare, edit, find, put

pytestmark = pytest.mark.once
TEXTS = st.sampled_from(["Eén", "Twee", "Drie"])
QUICK = {"max_examples": settings.default.max_examples // 16, "phases": [Phase.explicit, Phase.generate], "deadline": None}


class List:
    """The findings of a draft, with a figure. Each editor changes fields of their own, and adds findings."""

    # By editor: the places of their fields. A place is the number of the finding, or 0 for the figure, and the field.
    OWN = [[(1, "text"), (0, "value")], [(1, "location"), (2, "text"), (0, "unit")]]
    HEADINGS = {"text": "Tekst", "location": "Vindplaats", "value": "Waarde", "unit": "Eenheid"}
    ACTS = ("save", "restore", "again", "import", "carry", "arrange")

    def __init__(self):
        before = factories.make_report(number=5)
        goal = Goal.objects.create(number=1, title="Rust")
        for place in (1, 2):
            finding = Finding.objects.create(report=before, position=place, goal=goal, text="Begin", location="x")
        Figure.objects.create(finding=finding, description="Scholen", value="28", unit="%")
        self.report = factories.make_report(state=ReportState.DRAFT, number=6)
        carry_over_rows(self.report)
        self.keys = {number: row.pk for number, row in enumerate(self.report.findings.order_by("position"), start=1)}
        self.keys[0] = Figure.objects.get(finding__report=self.report).pk
        self.books = []

    def now(self):
        rows = {number: (Finding if number else Figure).objects.get(pk=pk) for number, pk in self.keys.items()}
        return {place: getattr(rows[place[0]], place[1]) for own in self.OWN for place in own}

    def added(self):
        return Finding.objects.filter(report=self.report).exclude(pk__in=[self.keys[1], self.keys[2]]).count()

    def filled(self):
        """Return the data of the list as it stands, and a line for a new finding."""
        rows = RowList(self.report, LISTS["bevinding"], None)
        data = QueryDict(mutable=True)
        for key, row in rows.stored.shown.items():
            for name, value in row.items():
                if name != OWNER:
                    for sent, texts in inputs_with(rows.stored.lines_of(key).fields[name], f"{key}-{name}", value).items():
                        data.setlist(sent, texts)
        data.setlist("rijen", [*rows.stored.rows, "nieuw-0"])
        data["nieuw-TOTAL_FORMS"], data["opened"] = "1", rows.opened.token
        self.books.append(to_workbook(self.report))
        return data

    def type(self, data, place, text):
        number, name = place
        if text == "Drie":
            data.update({"nieuw-0-goal": "1", "nieuw-0-text": "Erbij", "nieuw-0-location": "x", "nieuw-0-position": "9"})
        data[f"{self.keys[number] if number else f'figure-{self.keys[0]}'}-{name}"] = text

    def save(self, data, choice):
        rows = RowList(self.report, LISTS["bevinding"], None, data)
        if rows.is_arranging:
            return rows.told
        for question in rows.told.questions:
            data[question.name] = question.options[list(Side).index(choice)][0]
        if rows.told.questions:
            rows = RowList(self.report, LISTS["bevinding"], None, data)
        assert not rows.told.asks
        assert rows.is_valid(), rows.errors
        rows.save()
        return rows.told

    def bring_in(self, age, place, text, choice):
        number, name = place

        def change(book):
            page = book["Bevindingen" if number else "Cijfers"]
            put(page, find(page, Kenmerk=str(self.keys[number])), self.HEADINGS[name], text)

        content = edit(self.books[-1 - age % len(self.books)], change)
        answers = {row.name: row.answers[choice] for row in compare(content, self.report).asked}
        apply(compare(content, self.report, answers))

    def carry(self):
        carry_over_rows(self.report)


class Notice:
    """A kort bericht. Each editor changes fields of their own: of the source, of a bill, and of a motion."""

    OWN = [["title", "day-of-part", "motie-vote_result"], ["summary", "motie-follow_up"]]
    ACTS = ("save", "restore", "again")

    def __init__(self):
        self.motion = factories.make_motion("31497-305")
        part = BillPart("", ())
        self.bills = [BillWithParts(factories.make_bill("rust"), (part,))]
        self.names = {"day-of-part": f"wet-{self.bills[0].bill.pk}-{part.key}"}
        self.names |= {f"motie-{name}": f"motie-0-{name}" for name in ("vote_result", "follow_up")}
        self.report = factories.make_report(
            state=ReportState.DRAFT, kind="nieuwsbericht", title="Begin", publication="1 november 2026", number=None,
            link="https://example.org/", location="x", summary="Begin",
        )  # fmt: skip
        EntryIntoForce.objects.create(bill=self.bills[0].bill, report=self.report, date="2027-08-01", location="x")
        MotionPaper.objects.create(motion=self.motion, report=self.report, vote_result="aangenomen", location="x")

    def now(self):
        self.report.refresh_from_db()
        paper = self.report.motion_papers.get()
        return {
            "title": self.report.title, "summary": self.report.summary, "day-of-part": self.report.entries_into_force.get().date,
            "motie-vote_result": paper.vote_result, "motie-follow_up": paper.follow_up,
        }  # fmt: skip

    def added(self):
        return 0

    def editor(self, data=None):
        self.report.refresh_from_db()
        return NoticeEditor(StoredNotice(self.report, self.bills), data)

    def filled(self):
        editor = self.editor()
        data = QueryDict(mutable=True)
        for name, texts in editor.opened.rows[""].items():
            data.setlist(name, texts)
        data["motie-TOTAL_FORMS"], data["actie-TOTAL_FORMS"], data["opened"] = "1", "0", editor.opened.token
        data["motie-0-motion"] = str(self.motion.pk)
        for name, texts in editor.opened.rows[f"motie:{self.motion.pk}"].items():
            data.setlist(f"motie-0-{name}", texts)
        return data

    def type(self, data, place, text):
        days = {"Eén": "1-9-2027", "Twee": "2-9-2027", "Drie": "3 september 2027"}
        data[self.names.get(place, place)] = days[text] if place == "day-of-part" else text

    def save(self, data, choice):
        editor = self.editor(data)
        for question in editor.told.questions:
            data[question.name] = question.options[list(Side).index(choice)][0]
        if editor.told.questions:
            editor = self.editor(data)
        assert not editor.told.asks
        assert editor.is_valid(), (editor.form.errors, editor.motions.errors)
        editor.save()
        return editor.told


def acts_of(desk):
    act = st.tuples(st.integers(0, 1), st.sampled_from(desk.ACTS), st.integers(0, 2), st.integers(0, 2), TEXTS)
    return st.lists(act, min_size=4, max_size=7)


def play(desk, acts, choice):
    """Let the editors do these acts: neither changes what is of the other, whatever page or workbook they start from."""
    pages = ([desk.filled()], [desk.filled()])
    sent = ([], [])
    for who, act, age, which, text in acts:
        before, place, added = desk.now(), desk.OWN[who][which % len(desk.OWN[who])], desk.added()
        if act == "carry":
            desk.carry()
        elif act == "import":
            desk.bring_in(age, place, text, choice)
        elif act == "again" and sent[who]:
            desk.save(sent[who][-1].copy(), choice)
            assert desk.added() == added, "what is sent again makes nothing twice"
        else:
            known = sent[who] if act == "restore" and sent[who] else pages[who]
            data = known[-1 - age % len(known)].copy()
            desk.type(data, place, text)
            if act == "arrange":
                data["rij"] = f"{desk.keys[1]}:omlaag"
                desk.save(data, choice)
                assert desk.now() == before
                continue
            sent[who].append(data.copy())
            desk.save(data, choice)
        after = desk.now()
        for field in desk.OWN[1 - who]:
            assert after[field] == before[field], (act, field)
        for own in pages:
            own.append(desk.filled())


@contextmanager
def taken_back():
    """Take back what an example stores: all examples of a test share its database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@settings(**QUICK, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=acts_of(List), choice=st.sampled_from(Side))
def test_lists(empty, acts, choice):
    with taken_back():
        play(List(), acts, choice)


@settings(**QUICK, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=acts_of(Notice), choice=st.sampled_from(Side))
def test_a_notice(empty, acts, choice):
    with taken_back():
        play(Notice(), acts, choice)
