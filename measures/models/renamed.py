"""The keys of records: the one of now, those of before, and the first one, which never changes."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models

from measures.models.fields import Line, LongText


class Renamed(models.Model):
    """A record that remembers the keys it had before, or those of records that became one with it.

    Their old addresses lead to this record for ever (`portal.operations.moved`), so no other record can get such a key.
    """

    # With a space between them.
    former_keys = LongText("vroegere sleutels", blank=True, default="", db_default="", editable=False)
    first_key = Line("eerste sleutel", max_length=100, blank=True, default="", db_default="", editable=False)

    class Meta:
        abstract = True

    @property
    def key(self) -> str:
        return str(getattr(self, self.natural_key_field))

    @property
    def lasting_key(self) -> str:
        """Return the key in what never changes, whatever the record is called: the ids of feeds and calendars."""
        return self.first_key or self.key

    @property
    def keys(self) -> list[str]:
        """Return the key of now, and those of before."""
        return [self.key, *self.keys_of_before]

    @property
    def keys_of_before(self) -> list[str]:
        return self.former_keys.split()

    def take_key(self, key: str) -> None:
        """Give this record another key, without saving. The key of now becomes one of before."""
        if key != self.key:
            self.first_key = self.lasting_key
            self.former_keys = " ".join(each for each in dict.fromkeys([*self.former_keys.split(), self.key]) if each != key)
            setattr(self, self.natural_key_field, key)

    def take_over(self, other: Self) -> None:
        """Let the addresses of another record, which becomes one with this one, lead here. Saves nothing."""
        self.former_keys = " ".join(dict.fromkeys([*self.former_keys.split(), *other.keys]))

    def clean_fields(self, exclude: set[str] | None = None) -> None:
        super().clean_fields(exclude=exclude)
        if self.natural_key_field in (exclude or ()):
            return
        others = type(self)._base_manager.exclude(pk=self.pk).filter(former_keys__contains=self.key)
        if any(self.key in other.former_keys.split() for other in others):
            message = f"„{self.key}” was het adres van iets anders, en leidt daarheen. Kies een ander adres."
            raise ValidationError({self.natural_key_field: message})
