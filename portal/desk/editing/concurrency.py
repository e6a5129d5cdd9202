"""Detection of conflicting edits, and the last editor of a report.

A form of the desk has a signed copy of the values that were stored when the form was opened. Saving compares these with the
values that are stored now (optimistic locking), so an editor never overwrites unseen work.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from auditlog.models import LogEntry
from django.core import signing
from django.db import models

from measures.models import Report
from measures.models.base import OfReport
from portal.core.trail import CONTENT_APPS

SALT = "redactie"


@dataclass(frozen=True)
class FieldValue:
    """The value of one field, as text.

    `field` is the Dutch name of the field. For a row that belongs to a snapshot, the kind and position of the row come first.
    """

    field: str
    words: str


@dataclass(frozen=True)
class StoredValues:
    """The values of one row of a report, and of the rows that belong to it, as the database holds them now."""

    values: list[FieldValue]

    @classmethod
    def of(cls, row: OfReport) -> Self:
        """Read the values of `row` from the database. A row that is not stored gives no values.

        The fields of `row` itself are not used, because validating a form has already put the new values there.
        """
        stored = type(row)._base_manager.filter(pk=row.pk).first() if row.pk else None
        return cls(values_of(stored) if stored else [])

    @property
    def token(self) -> str:
        """The values as a signed token, for the hidden field `opened` of a form."""
        return signing.dumps([[value.field, value.words] for value in self.values], salt=SALT, compress=True)

    def changed_since(self, token: str) -> list[tuple[str, str, str]]:
        """Return (field, old value, new value) for each field that somebody else changed since the form was opened.

        `token` comes from the form. When its signature is invalid, the list has one line that asks the editor to check the
        form and save again.
        """
        try:
            opened = [FieldValue(field, words) for field, words in signing.loads(token, salt=SALT)]
        except signing.BadSignature:
            return [("het formulier", "", "is niet te lezen; kijk het na en sla opnieuw op")]
        return changed_values(opened, self.values)


def is_token(text: str, max_age: int) -> bool:
    """Return whether `text` is a token of a form that was opened at most `max_age` seconds ago."""
    try:
        signing.loads(text, salt=SALT, max_age=max_age)
    except signing.BadSignature:
        return False
    return True


def is_overtaken(opened: str, now: str, chosen: str) -> bool:
    """Return whether the stored value `now` differs both from the value when the form was opened and from the chosen value."""
    return now not in (opened, chosen)


def last_editor(report: Report) -> int | None:
    """Return the primary key of the account that last changed a report, according to the audit trail.

    None when the audit trail has no change by a person.
    """
    entries = LogEntry.objects.filter(
        additional_data__rapportage=report.slug, actor__isnull=False, content_type__app_label__in=CONTENT_APPS
    )
    return entries.order_by("-timestamp", "-pk").values_list("actor_id", flat=True).first()


def changed_values(before: Iterable[FieldValue], after: Iterable[FieldValue]) -> list[tuple[str, str, str]]:
    """Return (field, old value, new value) for each field that differs.

    The old value is empty for a field that only `after` has; the new value is empty for a field that only `before` has.
    """
    old, new = ({value.field: value.words for value in values} for values in (before, after))
    names = list(old) + [name for name in new if name not in old]
    return [(name, old.get(name, ""), new.get(name, "")) for name in names if old.get(name, "") != new.get(name, "")]


def values_of(snapshot: OfReport) -> list[FieldValue]:
    """Return the values of a row of a report, followed by those of the rows that belong to it. Empty values are left out.

    A row belongs to `snapshot` when its foreign key to `snapshot` has `on_delete=CASCADE`. A report gives only its own values.
    """
    values = list(_values(snapshot, ""))
    if isinstance(snapshot, Report):
        return values
    for relation in type(snapshot)._meta.related_objects:
        if relation.one_to_many and relation.on_delete is models.CASCADE:
            rows = relation.related_model._default_manager.filter(**{relation.field.name: snapshot}).order_by("pk")
            for row in rows:
                values += _values(row, f"{row._meta.verbose_name} {getattr(row, 'position', row.pk)}, ")
    return values


# Foreign keys to the owner: they are not content of the source.
SKIPPED = {"report", "snapshot"}


def _values(row: models.Model, prefix: str) -> Iterable[FieldValue]:
    for field in row._meta.concrete_fields:
        # A field that nobody edits is a timestamp, or is computed from another field.
        if field.primary_key or field.name in SKIPPED or not field.editable:
            continue
        value = getattr(row, field.name)
        words = getattr(row, f"get_{field.name}_display")() if field.choices and value else value
        if isinstance(value, bool):
            words = "ja" if value else "nee"
        if value not in (None, ""):
            yield FieldValue(f"{prefix}{field.verbose_name}", str(words))
    for many in row._meta.many_to_many:
        names = ", ".join(str(target) for target in getattr(row, many.name).all())
        if names:
            yield FieldValue(f"{prefix}{many.verbose_name}", names)
    for relation in links_to(row):
        names = ", ".join(str(target) for target in getattr(row, str(relation.get_accessor_name())).all())
        if names:
            yield FieldValue(f"{prefix}{relation.related_model._meta.verbose_name_plural}", names)


def links_to(row: models.Model) -> list[models.ManyToManyRel]:
    """Return the many-to-many relations whose field is at the other end: the bills and motions that link to a source note."""
    return [relation for relation in row._meta.related_objects if isinstance(relation, models.ManyToManyRel)]
