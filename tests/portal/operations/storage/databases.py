"""Helpers to use a second database, with the same engine as the test database."""

from contextlib import contextmanager

import psycopg
from django.db import connection, connections


@contextmanager
def connected_to(database):
    """Use another database of the same engine within the `with` block."""
    tests_own = connections["default"]
    other = tests_own.copy()
    other.settings_dict["NAME"] = database
    connections["default"] = other
    try:
        yield
    finally:
        connections["default"] = tests_own
        other.close()


def on_server(statement):
    with psycopg.connect(connection.connection.info.dsn, autocommit=True) as server:
        server.execute(statement)
