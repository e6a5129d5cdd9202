"""Tests of messages have mail settings: a sender, and a server that keeps what it gets in memory."""

import pytest

from portal.subscriptions.gathering.found import note_news
from tests import factories
from tests.portal.subscriptions.readers import NOT_STARTED, UNDERWAY, publish


@pytest.fixture(autouse=True)
def with_mail(settings):
    settings.HAS_MAIL = True
    settings.DEFAULT_FROM_EMAIL = "portaal@example.nl"


@pytest.fixture
def records():
    return factories.make_everything(factories.make_report(), "Eerste", main_number=3)


@pytest.fixture
def measures(empty):
    """Create two measures, and a first report that everybody knows already."""
    found = [factories.make_measure(number, slug=slug, title=slug) for number, slug in ((4, "hoorrecht"), (9, "zorgplicht"))]
    publish(1, hoorrecht=NOT_STARTED, zorgplicht=UNDERWAY)
    note_news()
    return found
