from functools import partial

import pytest

from measures.models import Report
from portal.desk.workbook import to_workbook
from tests.portal.desk.workbook.drafts import draft_of
from tests.recorded import Recorded

record = Recorded(partial(draft_of, "vgr-5"))


@pytest.fixture
def draft():
    record()
    return Report.objects.get(slug="vgr-5-concept")


@pytest.fixture
def content(draft):
    return to_workbook(draft)
