import pytest
from auditlog.context import disable_auditlog

from measures.models import ActionMention, Finding, MeasureSnapshot, Report, Representation, SourceNote
from motions.models import MotionSnapshot
from portal.desk.workbook import to_workbook
from tests.portal.desk.workbook.drafts import draft_of
from tests.recorded import Recorded

# Which rows stay of each kind that a report has many of, counted from the last. Of the stands of measures, tests name some of
# these; one of them has involvements, and some have many parts.
LEFT = {
    MeasureSnapshot: slice(13, 21),
    MotionSnapshot: slice(8),
    SourceNote: slice(8),
    ActionMention: slice(8),
    Finding: slice(8),
    Representation: slice(8),
}


@disable_auditlog()
def part_of_a_report():
    """Create a draft with a small part of a report: each test reads and writes all of it. `test_open_document.py` takes all."""
    draft = draft_of("vgr-5")
    for model, left in LEFT.items():
        rows = model.objects.filter(report=draft)
        rows.exclude(pk__in=list(rows.order_by("-pk").values_list("pk", flat=True)[left])).delete()


record = Recorded(part_of_a_report)
# The workbook of each recording, which is the same for each test that gets the same rows.
_books: dict[int, bytes] = {}


@pytest.fixture
def recording():
    return record()


@pytest.fixture
def draft(recording):
    return Report.objects.get(slug="vgr-5-concept")


@pytest.fixture
def content(recording, draft):
    if recording not in _books:
        _books[recording] = to_workbook(draft)
    return _books[recording]
