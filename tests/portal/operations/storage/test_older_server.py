"""A backup that a newer client of PostgreSQL made can be restored into the older server that it was made of."""

import pytest
from django.db import connection

from portal.operations.storage.dumping import dump, load

pytestmark = pytest.mark.once

# A text of a record may look like a statement.
TEXT = "SET transaction_timeout = 0;"


def test_what_the_server_does_not_know_is_left_out(older_server, tmp_path):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE words (id int PRIMARY KEY, text text NOT NULL)")
        cursor.execute("INSERT INTO words VALUES (1, %s)", [TEXT])
    dump(tmp_path / "dump")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE words SET text = 'anders'")
    load(tmp_path / "dump")
    with connection.cursor() as cursor:
        assert cursor.execute("SELECT id, text FROM words").fetchall() == [(1, TEXT)]
