import pytest
from django.test import Client

from portal.desk.roles import MANAGER, PUBLISHER
from tests.portal.desk.editing.conftest import person


@pytest.fixture
def reader(settings):
    """Return a client of a site that has its response cache on."""
    settings.PAGE_MEMORY_MB = 8
    return Client()


@pytest.fixture
def publisher(db):
    return person("piet", PUBLISHER, MANAGER)
