"""Helpers to use a second database."""

from contextlib import contextmanager

import environ
import psycopg
from django.db import connection, connections
from django.db.utils import ConnectionHandler


@contextmanager
def connected_to(database):
    """Use another database, of the same engine as the test database, within the `with` block."""
    other = connections["default"].copy()
    other.settings_dict["NAME"] = database
    with _as_default(other):
        yield


@contextmanager
def connected_to_server(address):
    """Use the PostgreSQL database at a URL within the `with` block, whatever the engine of the test database is."""
    with _as_default(ConnectionHandler({"default": environ.Env.db_url_config(address)})["default"]):
        yield


@contextmanager
def _as_default(other):
    tests_own = connections["default"]
    connections["default"] = other
    try:
        yield
    finally:
        connections["default"] = tests_own
        other.close()


def on_server(statement):
    with psycopg.connect(connection.connection.info.dsn, autocommit=True) as server:
        server.execute(statement)
