"""The portal says things in its own words: no text shares more than twelve words in a row with a source document."""

import pytest

from measures.models import Action, MeasureSnapshot, Report
from motions.models import MotionSnapshot
from tests.portal.own_words.runs import DOCUMENTS, LENGTH, hashes, read_printed, shared_runs, words
from tests.portal.test_prose import PROSE, prose

pytestmark = pytest.mark.once

SENTENCE = "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien"


@pytest.fixture(scope="module")
def printed():
    return read_printed()


def test_no_text_has_more_than_twelve_words_in_a_row_of_a_source(printed):
    texts = [(model.__name__, *row) for model, field in [*PROSE, (Action, "text")] for row in prose(model, field)]
    assert len(texts) > 1500
    found = [(name, key, run) for name, key, text in texts for run in shared_runs(text, printed)]
    assert found == [], f"{len(found)} runs, the longest of {max(len(run.split()) for _, _, run in found)} words"


def test_the_stored_hashes_know_what_the_documents_print(printed):
    """Printed titles are taken over as they are, so they show that the check above can fail."""
    titles = [stand.title_printed for model in (MeasureSnapshot, MotionSnapshot) for stand in model.objects.all()]
    long = [title for title in titles if len(words(title)) >= LENGTH]
    assert len(long) > 5
    assert [title for title in long if not list(shared_runs(title, printed))] == []


def test_every_report_with_chapters_has_its_hashes():
    assert set(Report.objects.filter(sections__isnull=False).values_list("slug", flat=True)) == set(DOCUMENTS)


@pytest.mark.parametrize(
    ("text", "run"),
    [
        (SENTENCE, SENTENCE),
        (f"Voor {SENTENCE} na", SENTENCE),
        ("Een, twee. Drie vier (vijf) zes; zeven acht negen tien\nélf twaalf-dertien.", SENTENCE.removesuffix(" veertien")),
    ],
)
def test_a_run_is_found_whatever_stands_around_and_between_its_words(text, run):
    assert list(shared_runs(text, frozenset(hashes(words(SENTENCE))))) == [run]


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE.removesuffix(" dertien veertien"),
        f"Zo staat het er: „{SENTENCE}”.",
        SENTENCE.replace("zes", "„zes”"),
        SENTENCE.replace("zeven", "zevende"),
    ],
    ids=["twelve words", "quotation", "name in quotation marks", "another word"],
)
def test_what_is_short_quoted_or_said_otherwise_is_no_run(text):
    assert list(shared_runs(text, frozenset(hashes(words(SENTENCE))))) == []
