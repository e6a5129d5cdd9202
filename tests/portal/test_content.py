"""The real content: complete, equal to the sources, and valid row by row."""

import pytest
from django.db.models import Q

from laws.enums import Outcome
from laws.models import Bill, BillSnapshot, PlanningStep
from measures.enums import OTHER_SOURCES, ReportState, Status
from measures.models import (
    Goal,
    GoalSnapshot,
    Measure,
    MeasureItem,
    MeasureSnapshot,
    Priority,
    Report,
    SectionItem,
    SourceNote,
)
from measures.models.base import Dated, Located
from measures.periods import chosen_period, read_period
from motions.models import Motion, MotionSnapshot
from tests.conftest import all_content_models

LETTERS = {"n": Status.NOT_STARTED, "s": Status.STARTING, "u": Status.UNDERWAY, "d": Status.DONE}
# The status tables as printed: one letter per measure (LETTERS). vgr-2 swaps the titles of measures 21 and 22. The portal goes by
# the title, not the number.
STATUSES = {"vgr-5": "uuududduudddddsuuudsuuddd", "vgr-2": "uuuunuuunnssdunuuussusudd"}
# The matrix of goals and measures. Both progress reports print the same matrix.
MATRIX = {
    1: [1, 2, 3, 4, 6, 8, 9, 13, 17, 22, 25],
    2: [1, 4, 5, 7, 13],
    3: [2, 6, 13, 14, 15, 17, 18, 19, 24, 25],
    4: [2, 3, 6, 7, 9, 10, 11, 12, 13],
    5: [1, 2, 3, 7, 8, 9, 10, 13, 14, 16, 19, 20],
    6: [13, 14, 15, 19, 20, 21, 22, 23, 24, 25],
    7: [6, 13, 18, 19, 22, 24, 25],
}
SUBMEASURES = {
    "vgr-2": {
        "8a": "verzuimaanpak-en-digitale-school",
        "8b": "experiment-onderwijszorgarrangementen",
        "8c": "hoogbegaafdheid",
        "16a": "jeugdhulpexpertise-in-de-school",
        "16b": "zorg-in-onderwijstijd",
    },
    "vgr-5": {
        "8a": "verzuimaanpak-en-digitale-school",
        "8b": "experiment-onderwijszorgarrangementen",
        "8c": "hoogbegaafdheid",
        "8d": "ruimte-voor-thuiszittende-jongeren",
        "8e": "maatwerk-in-het-funderend-onderwijs",
        "16a": "zorg-in-onderwijstijd",
        "16b": "brugfunctie",
    },
}
# By report: the numbers of measures, submeasures, bills and motions.
COUNTS = {
    "plan-2014": (0, 0, 0, 0),
    "kamerbrief-2022": (0, 0, 5, 0),
    "overzicht-2022": (25, 0, 5, 0),
    "vgr-2": (25, 5, 8, 20),
    "vgr-5": (25, 7, 8, 31),
}


@pytest.mark.once
@pytest.mark.parametrize(
    "model", [model for model in all_content_models() if not model._meta.auto_created], ids=lambda m: m.__name__
)
def test_every_seeded_row_is_valid(model):
    for row in model._base_manager.all():
        # The database itself holds what is unique, and the constraints.
        row.full_clean(validate_unique=False, validate_constraints=False)


def test_all_reports_are_there_and_published():
    assert {report.slug: report.state for report in Report.objects.reports()} == dict.fromkeys(COUNTS, ReportState.PUBLISHED)
    assert [report.slug for report in Report.objects.reports().newest_first()] == list(COUNTS)[::-1]


def test_the_programme():
    assert sorted(Measure.objects.main().values_list("number", flat=True)) == list(range(1, 26))
    assert Measure.objects.filter(parent__isnull=False).count() == 8
    assert Goal.objects.published().count() == 7
    assert Priority.objects.published().count() == 7
    assert Motion.objects.published().count() == 42
    assert Bill.objects.published().count() == 12


@pytest.mark.parametrize("slug", COUNTS)
def test_each_report_has_exactly_what_it_names(slug):
    stands = MeasureSnapshot.objects.filter(report__slug=slug)
    assert (
        stands.filter(measure__number__isnull=False).count(),
        stands.filter(measure__number__isnull=True).count(),
        BillSnapshot.objects.filter(report__slug=slug).count(),
        MotionSnapshot.objects.filter(report__slug=slug).count(),
    ) == COUNTS[slug]


@pytest.mark.parametrize("slug", STATUSES)
def test_the_status_table(slug):
    stands = MeasureSnapshot.objects.filter(report__slug=slug, measure__number__isnull=False).order_by("measure__number")
    assert list(stands.values_list("status", flat=True)) == [LETTERS[letter] for letter in STATUSES[slug]]
    assert not stands.filter(status_printed="").exists()


@pytest.mark.parametrize("slug", STATUSES)
def test_the_matrix(slug):
    for snapshot in GoalSnapshot.objects.filter(report__slug=slug):
        assert sorted(snapshot.measures.values_list("number", flat=True)) == MATRIX[snapshot.goal.number], snapshot


@pytest.mark.parametrize("slug", SUBMEASURES)
def test_submeasures_carry_the_code_of_the_report(slug):
    stands = MeasureSnapshot.objects.filter(report__slug=slug, measure__number__isnull=True)
    assert dict(stands.values_list("code", "measure__slug")) == SUBMEASURES[slug]


def test_a_code_is_that_of_its_measure_unless_a_note_says_otherwise():
    for stand in MeasureSnapshot.objects.filter(measure__number__isnull=False).select_related("measure", "report"):
        if stand.code != str(stand.measure.number):
            assert stand.measure.source_notes.filter(report=stand.report).exists(), stand


def test_the_motions_of_vgr_2_lost_their_ticks():
    assert set(MotionSnapshot.objects.filter(report__slug="vgr-2").values_list("status", "status_printed")) == {("onbekend", "")}


def test_the_motions_of_vgr_5():
    stands = MotionSnapshot.objects.filter(report__slug="vgr-5")
    assert [(status, stands.filter(status=status).count()) for status in LETTERS.values()] == [
        (Status.NOT_STARTED, 0),
        (Status.STARTING, 3),
        (Status.UNDERWAY, 18),
        (Status.DONE, 10),
    ]


def test_every_planning_and_every_period_is_readable():
    read = 0
    for model in all_content_models():
        if issubclass(model, Dated):
            for row in model._base_manager.exclude(period=""):
                period = chosen_period(row.chosen_days) if row.chosen_days else read_period(row.period)
                assert (row.earliest, row.latest, row.precision) == (period.earliest, period.latest, period.precision)
                read += 1
    assert read > 200
    assert PlanningStep.objects.count() > 60


def test_every_fact_has_a_place_with_words_to_search_for():
    """Of an official page only the place was kept, such as an article: its words may change with the page."""
    for model in all_content_models():
        if issubclass(model, Located):
            rows = model._base_manager.exclude(
                **{f"{model.report_path() or 'pk'}__in": Report.objects.filter(kind__in=OTHER_SOURCES)}
            )
            assert not rows.exclude(location__regex="„.+”").exists(), model
            assert not model._base_manager.filter(location="").exists(), model


def test_entries_into_force():
    bill = Bill.objects.with_planning().get(slug="versterking-positie-ouders-en-leerlingen")
    assert bill.outcome == Outcome.IN_FORCE
    assert [(entry.date.isoformat(), entry.report.slug) for entry in bill.public_entries] == [
        ("2025-01-01", "vgr-5"),
        ("2025-01-01", "wpo-2025-01-01"),
        ("2025-08-01", "vgr-5"),
        ("2025-08-01", "vgr-5"),
    ]
    assert [bill.slug for bill in Bill.objects.with_planning() if bill.outcome == Outcome.MERGED] == [
        "governance-passend-onderwijs",
        "onderwijszorgarrangementen",
    ]


def test_the_slip_of_the_bill_on_absence():
    bill = Bill.objects.with_planning().get(slug="terugdringen-verzuim")
    entry = [
        (slip.part, slip.earlier.words, slip.later.words, slip.months, slip.least, slip.most)
        for slip in bill.slips
        if slip.phase == "inwerkingtreding"
    ]
    assert entry == [
        ("", "1 augustus 2023", "2024", 16, 5, 16),
        ("", "2024", "2024", 0, 0, 0),
        # The earlier report speaks of the whole bill, the later one of two parts.
        ("Maatregelen vrijstelling 5 onder a", "2024", "1 januari 2027", None, None, None),
        ("Overige maatregelen", "2024", "1 augustus 2027", None, None, None),
    ]


def test_every_measure_of_the_progress_reports_says_something():
    silent = MeasureSnapshot.objects.filter(report__kind="voortgangsrapportage", summary="", items__isnull=True)
    # vgr-2 has main measure 16 in its status table only; it has chapters about 16a and 16b instead.
    assert [str(stand) for stand in silent if stand.measure.number != 16] == []


def test_there_is_much_of_everything():
    assert MeasureItem.objects.count() > 400
    assert SectionItem.objects.filter(section__report__slug="plan-2014").count() > 60
    assert SourceNote.objects.filter(Q(measures__isnull=False) | Q(bills__isnull=False) | Q(motions__isnull=False)).exists()
    assert SourceNote.objects.count() > 100


def test_a_note_about_an_action_names_its_action():
    """A note whose slug begins with `acties-` tells how the portal reads an action. Two tell of several at once."""
    general = {"acties-scholen-zijn-bestuur-en-schoolleider", "acties-mogelijk-zonder-periode"}
    loose = SourceNote.objects.filter(slug__startswith="acties-", actions__isnull=True)
    assert set(loose.values_list("slug", flat=True)) == general
