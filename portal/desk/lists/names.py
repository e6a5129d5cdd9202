"""Choosing a record by its name: a text field with suggestions, instead of a list of a hundred options in every line."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models


class Names:
    """The names of all records of one model, read once for all lines of a page.

    A record is called by its name in words. Of two records with the same name, each has its natural key behind it.
    """

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        records = list(model._default_manager.all())
        words = [str(record) for record in records]
        self.by_pk = {
            record.pk: name if words.count(name) == 1 else f"{name} ({_key(record)})"
            for record, name in zip(records, words, strict=True)
        }
        self._found = {_key(record).lower(): record for record in records}
        self._found |= {self.by_pk[record.pk].lower(): record for record in records}

    @property
    def list_id(self) -> str:
        return f"namen-{self.model._meta.model_name}"

    def find(self, name: str) -> Any:
        """Return the record with this name or natural key, or None."""
        return self._found.get(" ".join(name.split()).lower())


def _key(record: models.Model) -> str:
    return str(getattr(record, record.natural_key_field))


class RecordField(forms.Field):
    """A record by its name. The value in the form is the name; the cleaned value is the record."""

    def __init__(self, names: Names, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"list": names.list_id}), **kwargs)
        self.names = names

    def prepare_value(self, value: Any) -> Any:
        return self.names.by_pk.get(value, "") if isinstance(value, int) else value

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        record = self.names.find(str(value))
        if record is None:
            raise ValidationError("Dit is niet gevonden. Typ een deel van de naam en kies uit de lijst.")
        return record

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (self.prepare_value(initial) or "") != (data or "")
