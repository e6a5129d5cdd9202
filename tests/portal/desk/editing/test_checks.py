"""The checklist of a draft: errors block publication, warnings need an explanation."""

import pytest
from django.urls import reverse

from laws.enums import Phase
from laws.models import PlanningStep
from measures.enums import Status
from measures.models import MeasureItem, MeasureSnapshot, Report, ReportSection, SectionItem
from motions.models import MotionSnapshot
from portal.desk.editing.checks import check, strange_entry_day, unexplained
from portal.desk.editing.items import LONGEST_KEY
from portal.desk.editing.publishing import withdraw
from portal.desk.editing.worklist import carry_over_all, seen
from portal.desk.models import Explanation, Task
from portal.desk.pages.review import explanation_name
from tests.portal.desk.editing.conftest import record_carrying_over, sixth
from tests.portal.desk.forms import filled_in

pytestmark = [pytest.mark.ignore_template_errors, pytest.mark.once]


@pytest.fixture
def carried(carried):
    """Mark every task as looked at, so that the checklist gives no warning about that."""
    carried.tasks.update(state=Task.State.DONE, unseen=False)
    return carried


@pytest.fixture
def copied(db):
    """Return the draft in which everything was carried over and nothing was looked at."""
    record_carrying_over()
    return sixth()


def texts(report, *, errors=False):
    return [finding.text for finding in check(report) if finding.is_error == errors]


def stand_of(report, slug):
    return MeasureSnapshot.objects.get(report=report, measure__slug=slug)


def test_a_draft_that_was_just_begun_has_everything_to_do(draft):
    errors = texts(draft, errors=True)
    assert len(errors) == 79
    assert "4. Hoorrecht: nog te doen." in errors
    assert "Deze rapportage zegt nog niets." in errors


def test_a_whole_draft_has_no_errors(carried):
    assert texts(carried, errors=True) == []


def test_a_measure_without_a_stand_is_an_error_and_a_motion_that_is_gone_a_warning(carried):
    stand_of(carried, "hoorrecht").delete()
    MotionSnapshot.objects.get(report=carried, motion__number="31497-305").delete()
    assert "Maatregel 4. Hoorrecht: er is nog geen stand." in texts(carried, errors=True)
    assert any(text.startswith("31497-305") and "nu niet meer" in text for text in texts(carried))


def test_a_status_that_goes_back(carried):
    MeasureSnapshot.objects.filter(pk=stand_of(carried, "hoorrecht").pk).update(status=Status.UNDERWAY)
    assert "4. Hoorrecht: de status gaat terug, van „Afgerond” naar „In uitvoering”." in texts(carried)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            {"reference": "1 januari 2026"},
            "De peildatum (1 januari 2026) is eerder dan die van voortgangsrapportage 5 (1 februari 2026).",
        ),
        ({"number": 4}, "De peildatum (1 oktober 2026) is later dan die van voortgangsrapportage 5 (1 februari 2026)."),
        (
            {"reference": "", "publication": "maart 2026"},
            "De publicatie (maart 2026) is eerder dan die van voortgangsrapportage 5",
        ),
    ],
)
def test_days_that_contradict_the_number_are_an_error(draft, fields, expected):
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save()
    assert any(text.startswith(expected) for text in texts(draft, errors=True))


def test_days_that_fit_the_number_are_no_error(draft):
    """A publication in the same year or month contradicts nothing."""
    draft.reference, draft.publication = "1 februari 2026", "2026"
    draft.save()
    assert not any("Dat kan niet bij een" in text for text in texts(draft, errors=True))


def test_who_copied_from_a_report_that_was_withdrawn_is_told(client, carried, editor, manager):
    withdraw(Report.objects.get(slug="vgr-5"), manager, "De tabel klopte niet.")
    told = [text for text in texts(carried) if "die is ingetrokken" in text]
    assert len(told) == 1
    assert told[0].endswith(
        " en nog 75: overgenomen uit Vijfde voortgangsrapportage verbeteraanpak passend onderwijs, die is ingetrokken. "
        "Reden: De tabel klopte niet."
    )
    client.force_login(editor)
    page = client.get(reverse("worklist", args=["vgr-6"])).content.decode()
    assert page.count("bron ingetrokken</span>") == 78
    assert "Reden: De tabel klopte niet." in page


def test_a_code_that_changed_or_is_used_twice(carried):
    MeasureSnapshot.objects.filter(pk=stand_of(carried, "brugfunctie").pk).update(code="16a")
    found = " ".join(texts(carried))
    assert "de code was 16b en is nu 16a" in found
    assert "code 16a is al van" in found


def test_planning_that_is_missing_past_or_on_a_strange_day(carried):
    steps = PlanningStep.objects.filter(snapshot__report=carried)
    assert any("gepland in het verleden (Q1/Q2 2026)" in text for text in texts(carried))
    step = steps.get(snapshot__bill__slug="maatwerk", phase=Phase.ENTRY_INTO_FORCE)
    step.period = "1 maart 2028"
    step.save()
    assert any("1 maart 2028. Onderwijswetten gaan in op 1 januari of 1 augustus" in text for text in texts(carried))
    step.delete()
    assert any("Maatwerk" in text and "niet gepland" in text for text in texts(carried))


def test_a_text_over_the_limits(carried):
    item = MeasureItem.objects.filter(snapshot=stand_of(carried, "hoorrecht")).first()
    MeasureItem.objects.filter(pk=item.pk).update(text="Middels " + "heel " * 25 + "lang.")
    found = " ".join(texts(carried))
    assert "een zin van 27 woorden" in found
    assert "het woord „Middels”" in found


def test_a_text_over_the_limits_in_a_chapter(carried):
    section = ReportSection.objects.create(report=carried, position=1, slug="deel", title="Vooraf", location="x")
    SectionItem.objects.create(section=section, position=1, text="Tevens is er geld.", location="x")
    assert "Vooraf: het woord „Tevens”." in texts(carried)


def test_days_that_cannot_be(carried):
    carried.reference = "1 oktober 2030"
    carried.save()
    item = MeasureItem.objects.filter(snapshot=stand_of(carried, "hoorrecht")).first()
    item.kind, item.period = "vervolgstap", "zomer 2024"
    item.save()
    found = texts(carried)
    assert "De peildatum (1 oktober 2030) ligt na de publicatie (november 2026)." in found
    assert "4. Hoorrecht: een vervolgstap ligt in het verleden (zomer 2024)." in found


def test_a_row_that_is_not_valid_is_an_error(carried):
    item = MeasureItem.objects.filter(snapshot=stand_of(carried, "hoorrecht")).first()
    MeasureItem.objects.filter(pk=item.pk).update(period="ooit", location="")
    found = " ".join(texts(carried, errors=True))
    assert "De periode „ooit” is niet te lezen" in found


def test_what_was_carried_over_without_a_look_is_one_warning(copied):
    found = [text for text in texts(copied) if text.startswith("Overgenomen zonder te kijken")]
    assert len(found) == 1
    assert "en nog 75" in found[0]


def test_an_explanation_stays_with_its_warning(as_editor, carried):
    html = as_editor.get("/beheer/redactie/vgr-6/controle/").content.decode()
    warnings = unexplained(carried, check(carried))
    assert f"Bij {len(warnings)} waarschuwingen staat nog geen toelichting" in html
    as_editor.post("/beheer/redactie/vgr-6/controle/", {explanation_name(w): "Zo staat het er." for w in warnings} | {"x": "y"})
    assert Explanation.objects.count() == len(warnings)
    assert unexplained(carried, check(carried)) == []
    form = filled_in(as_editor, "/beheer/redactie/vgr-6/controle/")
    as_editor.post("/beheer/redactie/vgr-6/controle/", form | {explanation_name(w): "" for w in warnings})
    assert not Explanation.objects.exists()


@pytest.mark.parametrize(
    ("phase", "words", "strange"),
    [
        (Phase.ENTRY_INTO_FORCE, "1 januari 2027", False),
        (Phase.ENTRY_INTO_FORCE, "1 augustus 2027", False),
        (Phase.ENTRY_INTO_FORCE, "1 maart 2027", True),
        (Phase.ENTRY_INTO_FORCE, "2027", False),
        (Phase.HOUSE, "1 maart 2027", False),
    ],
)
def test_fixed_days_of_education_laws(phase, words, strange):
    step = PlanningStep(phase=phase, period=words)
    step._read_period()
    assert strange_entry_day(step) is strange


def test_a_warning_about_long_words_can_be_explained(carried):
    """The key of a warning fits the column of its explanation, however long the words of the source are."""
    most = Explanation._meta.get_field("warning").max_length
    longest = {field.name: field.max_length for field in PlanningStep._meta.fields if field.name in ("part", "period")}
    period = "1 september 2027".ljust(longest["period"])
    step = PlanningStep.objects.filter(snapshot__report=carried, phase=Phase.ENTRY_INTO_FORCE).first()
    PlanningStep.objects.filter(pk=step.pk).update(
        part="x" * longest["part"], period=period, earliest="2027-09-01", latest="2027-09-01"
    )
    keys = [finding.key for finding in check(carried)]
    assert any(key.startswith("vaste-dag:") for key in keys)
    assert max(len(key) for key in keys if not key.startswith("fout:")) <= most


def test_an_explanation_that_is_too_long_loses_nothing(client, editor, copied):
    client.force_login(editor)
    address = reverse("checklist", args=[copied.slug])
    first, second, *_ = (explanation_name(finding) for finding in check(copied) if not finding.is_error)
    answer = client.post(address, {first: "Zo is het.", second: "b" * 501})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "Niets is bewaard. Deze tekst is te lang: 501 tekens." in page
    assert "Zo is het." in page
    assert "b" * 501 in page
    assert not Explanation.objects.exists()


def test_an_explanation_is_for_these_records_only(copied, editor):
    """The same number of other records is another warning."""
    tasks = list(copied.tasks.all()[:2])
    copied.tasks.exclude(pk=tasks[0].pk).update(unseen=False)
    first = _unseen(copied)
    copied.tasks.filter(pk=tasks[1].pk).update(unseen=True)
    seen(copied, tasks[0].record)
    second = _unseen(copied)
    assert first.text != second.text
    assert first.key != second.key


@pytest.mark.once
def test_keys_of_many_records_fit_and_differ(copied):
    before = _unseen(copied).key
    seen(copied, copied.tasks.last().record)
    after = _unseen(copied).key
    assert before != after
    assert max(len(before), len(after)) <= LONGEST_KEY


@pytest.mark.once
def test_what_was_written_stands_beside_a_warning_that_is_about_fewer_rows_now(as_editor, editor, draft):
    carry_over_all(draft)
    Explanation.objects.create(report=draft, warning=_unseen(draft).key, words="Al gelezen.", by=editor)
    assert "Eerder stond hier" not in as_editor.get("/beheer/redactie/vgr-6/controle/").content.decode()
    seen(draft, draft.tasks.last().record)
    assert as_editor.get("/beheer/redactie/vgr-6/controle/").content.decode().count("Eerder stond hier: „Al gelezen.”") == 1


def _unseen(draft):
    return next(finding for finding in check(draft) if finding.key.startswith("niet-bekeken"))
