"""Tests of messages have mail settings: a sender, and a server that keeps what it gets in memory."""

import pytest

from tests import factories


@pytest.fixture(autouse=True)
def with_mail(settings):
    settings.HAS_MAIL = True
    settings.DEFAULT_FROM_EMAIL = "portaal@example.nl"


@pytest.fixture
def records():
    return factories.make_everything(factories.make_report(), "Eerste", main_number=3)
