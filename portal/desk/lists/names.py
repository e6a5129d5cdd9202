"""Choosing records by their names: text fields with suggestions, instead of a list of a hundred options in every line."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst

NOT_FOUND = "„{}” is niet gevonden. Typ een deel van de naam en kies uit de lijst."


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
            raise ValidationError(NOT_FOUND.format(value))
        return record

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (self.prepare_value(initial) or "") != (data or "")


class SeveralNames(forms.TextInput):
    """A text field for each name, and an empty one to add another. Each is labelled with `label` and its number."""

    def __init__(self, label: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.label = capfirst(label)

    def format_value(self, value: Any) -> list[str]:
        return list(value or ())

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return data.getlist(name)

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        attrs = self.build_attrs(self.attrs, attrs)
        key = attrs.get("id", name)
        fields = [
            (flatatt(attrs | {"id": f"{key}_{number}" if number else key, "name": name, "value": text, "aria-label": label}),)
            for number, text in enumerate([*self.format_value(value), ""])
            for label in [f"{self.label} {number + 1}"]
        ]
        return format_html('<span class="names" data-names>{}</span>', format_html_join(" ", '<input type="text"{}>', fields))


class RecordsField(forms.Field):
    """Records by their names. The value in the form is a list of names; the cleaned value is a list of records."""

    def __init__(self, names: Names, label: str, **kwargs: Any) -> None:
        super().__init__(widget=SeveralNames(label, {"list": names.list_id}), required=False, label=label, **kwargs)
        self.names = names

    def prepare_value(self, value: Any) -> list[str]:
        return [self._name(each) for each in value or ()]

    def _name(self, value: Any) -> str:
        return value if isinstance(value, str) else self.names.by_pk.get(getattr(value, "pk", value), "")

    def to_python(self, value: Iterable[str] | None) -> list[Any]:
        found = {name: self.names.find(name) for name in value or () if name.strip()}
        if unknown := [name for name, record in found.items() if record is None]:
            raise ValidationError([NOT_FOUND.format(name) for name in unknown])
        return list(found.values())

    def has_changed(self, initial: Any, data: Any) -> bool:
        return sorted(self.prepare_value(initial)) != sorted(name.strip() for name in data or () if name.strip())
