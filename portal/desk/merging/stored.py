"""The stored values of a row, by machine name, and the signed token that a form carries of them.

Saving compares the token with what is stored then (optimistic locking), so an editor never overwrites unseen work.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from django.core import signing
from django.db import models

from portal.desk.merging.values import content_columns, links_to, part_models, parts_of, words_of

SALT = "redactie"
# The values of one row by the name of the field: what JSON can hold, and for a many-to-many field the sorted primary keys.
Fields = dict[str, Any]


@dataclass(frozen=True)
class Opened:
    """What the token of a form holds: the values that the form was opened on, by key of the row, and a name for this form.

    `kind` says which kind of form it is: each holds its values in a way of its own. The name is new for each page, so a
    form that is sent twice is known. `first` is the name of the page on which this form began, when it came back since, such as
    with a question.
    """

    rows: Mapping[str, Fields]
    kind: str
    form: str = field(default_factory=lambda: secrets.token_hex(12))
    first: str = ""

    @property
    def token(self) -> str:
        held = {"form": self.form, "first": self.first, "kind": self.kind, "rows": self.rows}
        return signing.dumps(held, salt=SALT, compress=True)

    def again(self, rows: Mapping[str, Fields]) -> Self:
        """Return what the same form holds when it comes back on a new page."""
        return type(self)(rows, self.kind, first=self.first or self.form)

    @classmethod
    def read(cls, token: str, kind: str = "") -> Self | None:
        """Return what a token holds, or None when its signature is invalid or it is of another kind of form.

        Without `kind`, a token of every kind is read. A token that says no kind is read as one of the kind that is asked.
        """
        try:
            held = signing.loads(token, salt=SALT)
            said = held.get("kind") or kind
            return cls(held["rows"], said, held["form"], held.get("first", "")) if kind in ("", said) else None
        except (signing.BadSignature, KeyError, TypeError):
            return None


@dataclass(frozen=True)
class StoredValues:
    """The values of one row of a report, and of the rows that belong to it, as the database holds them now.

    The key of the row itself is "". That of another row is the name of its model and its primary key, see `key_of`. `kinds`
    has the model of each kind of row, by the part of the key before the colon.
    """

    rows: Mapping[str, Fields]
    kinds: Mapping[str, type[models.Model]] = field(default_factory=dict)

    @classmethod
    def of(cls, row: models.Model) -> Self:
        """Read the values of `row` from the database. A row that is not stored gives no values.

        The fields of `row` itself are not used, because validating a form has already put the new values there.
        """
        kinds: dict[str, type[models.Model]] = {"": type(row)}
        kinds |= {str(kind._meta.model_name): kind for kind, _name in part_models(type(row))}
        stored = type(row)._base_manager.filter(pk=row.pk).first() if row.pk else None
        if stored is None:
            return cls({}, kinds)
        found = {"": stored} | {key_of(part): part for part in parts_of(stored)}
        return cls({key: plain_values(each) for key, each in found.items()}, kinds)

    @property
    def token(self) -> str:
        """The values as a signed token, for the hidden field `opened` of a form."""
        return Opened(self.rows, self.kind).token

    @property
    def kind(self) -> str:
        """The kind of the form of this row, for its token: that of its model."""
        return self.kinds[""]._meta.label_lower if self.kinds else ""

    def changed_since(self, token: str) -> list[tuple[str, str, str]]:
        """Return (field, old value, new value) for each field that somebody else changed since the form was opened.

        `token` comes from the form. When its signature is invalid, the list has one line that asks the editor to check the
        form and save again.
        """
        opened = Opened.read(token, self.kind)
        if opened is None:
            return [("het formulier", "", "is niet te lezen; kijk het na en sla opnieuw op")]
        changed = []
        for key in [*opened.rows, *(key for key in self.rows if key not in opened.rows)]:
            old, new = opened.rows.get(key, {}), self.rows.get(key, {})
            for name in [*old, *(name for name in new if name not in old)]:
                if old.get(name) != new.get(name):
                    changed.append((self._label(key, name, new or old), self._words(key, name, old), self._words(key, name, new)))
        return changed

    def model(self, key: str) -> type[models.Model] | None:
        return self.kinds.get(key.partition(":")[0])

    def _label(self, key: str, name: str, values: Fields) -> str:
        model = self.model(key)
        if model is None:
            return name
        prefix = f"{model._meta.verbose_name} {values.get('position', key.partition(':')[2])}, " if key else ""
        if link := links_to(model).get(name):
            return f"{prefix}{link.related_model._meta.verbose_name_plural}"
        return f"{prefix}{model._meta.get_field(name).verbose_name}"

    def _words(self, key: str, name: str, values: Fields) -> str:
        model, value = self.model(key), values.get(name)
        column: Any = model._meta.get_field(name) if model else None
        if column is None or value in (None, "", []):
            return "" if value in (None, []) else str(value)
        if column.is_relation:
            keys = value if isinstance(value, list) else [value]
            return ", ".join(str(target) for target in column.related_model._base_manager.filter(pk__in=keys))
        return words_of(column, column.to_python(value))


def key_of(part: models.Model) -> str:
    return f"{part._meta.model_name}:{part.pk}"


def plain_values(row: models.Model) -> Fields:
    """Return the values of a row by field name, as JSON can hold them."""
    values: Fields = {}
    for column in content_columns(type(row)):
        value = column.value_from_object(row)
        values[column.name] = value if value is None or isinstance(value, str | int) else column.value_to_string(row)
    for name in [*(many.name for many in row._meta.many_to_many), *links_to(type(row))]:
        values[name] = sorted(target.pk for target in getattr(row, name).all()) if row.pk else []
    return values
