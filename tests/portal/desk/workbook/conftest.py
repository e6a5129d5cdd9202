import pytest
from auditlog.context import disable_auditlog

from measures.models import MeasureSnapshot, Report, SourceNote
from motions.models import MotionSnapshot
from portal.desk.workbook import to_workbook
from tests.portal.desk.workbook.drafts import draft_of
from tests.recorded import Recorded

# So many stands of measures and of motions and notes. The last ones have stands with many parts and with none.
LEFT = 21


@disable_auditlog()
def part_of_a_report():
    """Create a draft with less than half of a report: each test reads and writes all of it. `test_round_trip.py` takes all."""
    draft = draft_of("vgr-5")
    for model in (MeasureSnapshot, MotionSnapshot, SourceNote):
        rows = model.objects.filter(report=draft)
        rows.exclude(pk__in=list(rows.order_by("-pk").values_list("pk", flat=True)[:LEFT])).delete()


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
