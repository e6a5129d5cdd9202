from functools import partial

import pytest

from measures.models import Report
from portal.desk.workbook import to_workbook
from tests.portal.desk.workbook.drafts import draft_of
from tests.recorded import Recorded

# Less than half of the report, because every test reads and writes all of it. `test_round_trip.py` takes whole reports.
record = Recorded(partial(draft_of, "vgr-5", most=21))
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
