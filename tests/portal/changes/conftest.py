import pytest

from tests.factories import make_report


@pytest.fixture
def old():
    return make_report(publication="2023")


@pytest.fixture
def new():
    return make_report(publication="2026")
