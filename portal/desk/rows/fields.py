"""Form fields of the desk: days in digits or words, and two chosen days for words that nobody can read."""

import datetime as dt
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from measures.models.fields import HOW_TO_WRITE
from measures.periods import PeriodError, chosen_period, read_period
from portal.core.dates import in_dutch

CHOOSE = "Kies zelf twee dagen"
PERIOD = forms.TextInput(attrs={"data-period": ""})


class Suggested(forms.TextInput):
    """A text field that offers known texts in a list, and takes another as well."""

    offered: Sequence[str] = ()

    @classmethod
    def of(cls, offered: Iterable[str]) -> Self:
        widget = cls()
        widget.offered = tuple(offered)
        return widget

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        attrs = attrs or {}
        key = f"{attrs.get('id', name)}_lijst"
        options = format_html_join("", '<option value="{}"></option>', ((text,) for text in self.offered))
        shown = super().render(name, value, attrs | {"list": key}, renderer)
        return format_html('{}<datalist id="{}">{}</datalist>', shown, key, options)


class DayField(forms.DateField):
    """A day in digits or in Dutch words: 1-8-2027 or 1 augustus 2027."""

    default_error_messages = {"invalid": f"Deze dag is niet te lezen. {HOW_TO_WRITE}"}

    def to_python(self, value: Any) -> dt.date | None:
        try:
            return super().to_python(value)
        except ValidationError as error:
            with suppress(PeriodError):
                read = read_period(str(value))
                if read.earliest and read.earliest == read.latest:
                    return read.earliest
            raise error


class TwoDays(forms.MultiWidget):
    """Two text fields for a first and a last day. Both stand below one label."""

    use_fieldset = False

    def __init__(self) -> None:
        names = ("eerste dag", "laatste dag")
        super().__init__([forms.TextInput(attrs={"aria-label": f"{CHOOSE}: {name}", "placeholder": name}) for name in names])

    def decompress(self, value: str | None) -> list[str]:
        """Return the two days of stored words in Dutch. Words that are no two days stand in the first field as they are."""
        if not value:
            return ["", ""]
        try:
            days = chosen_period(value)
        except PeriodError:
            return [value, ""]
        return [in_dutch(day) for day in (days.earliest, days.latest) if day]

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0"


class TwoDaysField(forms.MultiValueField):
    """The days that an editor chooses for words that cannot be read, stored as "1 mei 2027 – 30 juni 2027"."""

    widget = TwoDays

    def __init__(self, **kwargs: Any) -> None:
        days = [DayField(required=False), DayField(required=False)]
        super().__init__(days, require_all_fields=False, required=False, **kwargs)

    def compress(self, days: list[dt.date | None]) -> str:
        if not any(days):
            return ""
        if not all(days):
            raise ValidationError("Vul twee dagen in: de eerste en de laatste.")
        return " – ".join(in_dutch(day) for day in days if day)


def form_field(column: models.Field, **kwargs: Any) -> forms.Field | None:
    """Return the form field of a model field. In a URL field, a link without a scheme gets https."""
    if column.name == "chosen_days":
        return TwoDaysField(label=CHOOSE, help_text="Alleen bij woorden die het portaal niet leest: de eerste en de laatste dag.")
    if isinstance(column, models.URLField):
        kwargs["assume_scheme"] = "https"
    if isinstance(column, models.DateField):
        kwargs["form_class"] = DayField
    return column.formfield(**kwargs)
