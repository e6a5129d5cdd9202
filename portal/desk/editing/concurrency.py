"""Optimistic locking for the forms of the desk: a form notices what somebody else saved while it was open."""

from django.core import signing

from measures.models.base import OfReport
from portal.desk.editing.correcting import Value, differences, values_of

SALT = "redactie"


def as_opened(row: OfReport) -> str:
    """Return the stored values of a row as a signed token, for the hidden field `opened` of its form.

    The token of a new row holds no values.
    """
    values = [[value.field, value.words] for value in values_of(row)] if row.pk else []
    return signing.dumps(values, salt=SALT, compress=True)


def changed_since(opened: str, row: OfReport) -> list[tuple[str, str, str]]:
    """Return (field, old value, new value) for each field that somebody else changed since the form was opened.

    `opened` is the token from `as_opened`. When its signature is invalid, the list has one line that asks the editor to check
    the form and save again.
    """
    try:
        values = [Value(field, words) for field, words in signing.loads(opened, salt=SALT)]
    except signing.BadSignature:
        return [("het formulier", "", "is niet te lezen; kijk het na en sla opnieuw op")]
    return differences(values, values_of(row) if row.pk else [])
