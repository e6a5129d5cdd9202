"""The fields of the models: every text that is stored can be written in every output, and is never endless.

`clean()`, `save()`, `update()` and `bulk_create()` all use `to_python`, so no way in is left out. The columns are those of
Django's own fields, and the migrations name those.
"""

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.functional import cached_property

from measures.addresses import leads_elsewhere
from measures.words.signs import visible

# The characters that XML 1.0 (production `Char`) or HTML (sections 3.2.5 and 13.2.3.5) does not allow, not even escaped: most
# control characters, halves of a surrogate pair, and noncharacters. Atom, XLSX and HTML are invalid with them; a PDF is not made.
NOT_ALLOWED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)
# In characters. The longest text is ten times as long as any in the source documents.
LONGEST = 20_000
LONGEST_REASON = 2_000
# No source counts this far. SQLite has no bound of its own, and PostgreSQL has 32,767.
HIGHEST = 9_999


# The days that a law or a duty of this portal can have. Other days are a slip of the pen, such as 1827.
FIRST_DAY, LAST_DAY = dt.date(1900, 1, 1), dt.date(2100, 12, 31)
IN_REACH = [
    MinValueValidator(FIRST_DAY, "Dit jaar is te lang geleden. Schrijf een dag als 1-8-2027."),
    MaxValueValidator(LAST_DAY, "Dit jaar is te ver weg. Schrijf een dag als 1-8-2027."),
]
HOW_TO_WRITE = "Schrijf de dag als 1-8-2027 of 1 augustus 2027."


def printable(text: str) -> str:
    """Return a text without the characters that an output cannot hold, and without those that nobody sees (see `visible`).

    A control character that separates words, such as the line break of a word processor, becomes a space.
    """
    # Plain ASCII without control characters, such as a key or a number, holds none of them.
    if text.isascii() and text.isprintable():
        return text
    return visible(NOT_ALLOWED.sub(lambda found: " " if found[0].isspace() else "", text))


class _Printable(models.Field):
    """A mixin for a field that stores text without the characters that an output cannot hold or that nobody sees."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return printable(text) if isinstance(text, str) else text

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Put the stored text in the object as well, so that the object and the database say the same after `save()`."""
        value = self.to_python(super().pre_save(model_instance, add))
        if isinstance(value, str):
            setattr(model_instance, self.attname, value)
        return value


class Line(_Printable, models.CharField):
    """A short text."""

    def deconstruct(self) -> Any:
        return _as(models.CharField, super().deconstruct())


class LongText(_Printable, models.TextField):
    """A text of at most `longest` characters. The length has no effect on the column, and a browser never cuts what is pasted."""

    def __init__(self, *args: Any, longest: int = LONGEST, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        message = "Deze tekst is te lang: %(show_value)d tekens. Gebruik hoogstens %(limit_value)d tekens."
        self.default_validators = [MaxLengthValidator(longest, message)]

    def deconstruct(self) -> Any:
        return _as(models.TextField, super().deconstruct())


class WebLink(_Printable, models.URLField):
    """A URL on another site."""

    def deconstruct(self) -> Any:
        return _as(models.URLField, super().deconstruct())


class Key(models.SlugField):
    """A natural key in URLs. `pages` names the URL patterns that have the key as their only argument.

    A key that leads to another page there is refused: /beheer/redactie/nieuw/ makes a report, and is not the desk of one.
    """

    def __init__(self, *args: Any, pages: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pages = pages

    def deconstruct(self) -> Any:
        return _as(models.SlugField, super().deconstruct())

    def run_validators(self, value: Any) -> None:
        super().run_validators(value)
        if value and not self.is_free(value):
            raise ValidationError(f"Het adres „{value}” is van een andere pagina van dit portaal. Kies een ander adres.")

    def is_free(self, key: str) -> bool:
        return not any(leads_elsewhere(page, key) for page in self.pages)


class WholeNumber(forms.IntegerField):
    """A form field for a number in the digits 0 to 9. Python also reads the digits of other scripts as a number."""

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str) and not value.isascii():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class Number(models.PositiveSmallIntegerField):
    """A number that the sources count with, from 1."""

    def deconstruct(self) -> Any:
        return _as(models.PositiveSmallIntegerField, super().deconstruct())

    @cached_property
    def validators(self) -> list[Any]:
        others = [each for each in super().validators if not isinstance(each, MinValueValidator)]
        bounds = [
            MinValueValidator(1, "Het nummer is 1 of hoger."),
            MaxValueValidator(HIGHEST, f"Het nummer is hoogstens {HIGHEST}."),
        ]
        return [*bounds, *others]

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and not value.isascii():
            raise ValidationError(self.error_messages["invalid"], code="invalid", params={"value": value})
        return super().to_python(value)

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(**{"form_class": WholeNumber, **kwargs})


def _as(field: type[models.Field], described: tuple[str, str, Any, dict[str, Any]]) -> tuple[str, str, Any, dict[str, Any]]:
    """Return the description of a field for the migrations, with Django's own class instead of ours."""
    name, _path, args, kwargs = described
    return name, f"django.db.models.{field.__name__}", args, kwargs
