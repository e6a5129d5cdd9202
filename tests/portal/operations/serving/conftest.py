import pytest
from django.test import Client

from portal.desk.roles import MANAGER, PUBLISHER
from tests.portal.desk.editing.conftest import person


@pytest.fixture
def reader(settings):
    """A visitor of a site that remembers its answers."""
    settings.PAGE_MEMORY_MB = 8
    return Client()


@pytest.fixture
def publisher(db):
    return person("piet", PUBLISHER, MANAGER)
