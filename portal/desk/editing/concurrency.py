"""Two people at one record: who saves second is told what the first one changed, and loses nothing."""

from django.core import signing

from measures.models.base import OfReport
from portal.desk.editing.correcting import Value, differences, values_of

SALT = "redactie"


def as_opened(row: OfReport) -> str:
    """What the record says now, signed, to travel with the form that is opened on it."""
    values = [[value.field, value.words] for value in values_of(row)] if row.pk else []
    return signing.dumps(values, salt=SALT, compress=True)


def changed_since(opened: str, row: OfReport) -> list[tuple[str, str, str]]:
    """What somebody else changed since the form was opened: field, what it was, what it is. Empty when nothing."""
    try:
        values = [Value(field, words) for field, words in signing.loads(opened, salt=SALT)]
    except signing.BadSignature:
        return [("het formulier", "", "is niet te lezen; kijk het na en sla opnieuw op")]
    return differences(values, values_of(row) if row.pk else [])
