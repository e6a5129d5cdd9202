"""The role and the three progress reports that tests of the agenda write about."""

import pytest

from measures.models import Role
from tests import factories


@pytest.fixture
def role(empty):
    return Role.objects.create(slug="leraar", name="Leraar", plural="leraren")


@pytest.fixture
def reports(empty):
    return [factories.make_report(f"vgr-{n}", publication=str(year)) for n, year in enumerate((2022, 2023, 2026), start=1)]
