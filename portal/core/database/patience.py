"""The maximum time of a query, on the current database connection."""

from weakref import WeakKeyDictionary

from django.db import connection

# In seconds: for the version of what is public, for another query of a public response, and for a query of staff.
FOR_VERSION = 1.0
FOR_VISITORS = 3.0
FOR_STAFF = 30.0

# The limit of each open connection. A connection gets a new limit only when it differs.
_limits: WeakKeyDictionary[object, float] = WeakKeyDictionary()


def limit_queries(seconds: float) -> None:
    """Let every later query of this connection raise `OperationalError` after `seconds`, which include waiting for a lock.

    SQLite needs no limit: a query that only reads never waits for a lock there. Call this outside a transaction, because a
    rollback would undo it.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        if _limits.get(connection.connection) != seconds:
            cursor.execute(f"SET statement_timeout = {int(seconds * 1000)}")
            _limits[connection.connection] = seconds
