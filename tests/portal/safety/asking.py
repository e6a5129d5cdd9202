"""A request by the rule of its address, which changes nothing."""

from copy import copy

from auditlog.models import LogEntry
from django.db import connection, transaction

from measures.models import PublicVersion


def counted():
    """Return the number of lines of the audit trail and of public changes, in one statement: it is asked around each request."""
    trail, changes = LogEntry._meta.db_table, PublicVersion._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT (SELECT count(*) FROM {trail}), (SELECT number FROM {changes})")
        return cursor.fetchone()


def ask(client, method, rule):
    """Send the request of a rule and roll back its changes.

    Return the status, the target of the redirect ("" if none) and whether the audit trail got an entry. Fails when what is public
    changed, except by a second person: who publishes what others entered, or approves what another proposed.
    """
    cookies = copy(client.cookies)
    with transaction.atomic():
        lines, public = counted()
        response = getattr(client, method)(rule.address, dict(rule.data) if method == "post" else None)
        lines_after, public_after = counted()
        wrote = lines_after > lines
        by_two = rule.address.endswith("/publiceren/") or ("besluit", "goedkeuren") in rule.data
        assert by_two or public_after == public, rule.address
        transaction.set_rollback(True)
    # A logout takes the session from the client.
    client.cookies = cookies
    return response.status_code, response.get("Location", ""), wrote
