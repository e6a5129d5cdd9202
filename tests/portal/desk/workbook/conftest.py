import pytest

from portal.desk.workbook import to_workbook
from tests.portal.desk.workbook.drafts import draft_of


@pytest.fixture
def draft():
    return draft_of("vgr-5")


@pytest.fixture
def content(draft):
    return to_workbook(draft)
