"""What an editor is told and asked after a merge: what somebody else changed, who and when, and what both changed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from auditlog.models import LogEntry
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.timezone import localtime

from portal.core.dates import in_dutch
from portal.desk.merging.links import LinkNames
from portal.desk.merging.three_way import Clash, Side, Value

UNKNOWN = "iemand anders"


@dataclass(frozen=True)
class Act:
    """Who changed something, as the sentence begins with it, and when, in words; `when` is empty when the trail has no line."""

    who: str = UNKNOWN
    when: str = ""

    def __str__(self) -> str:
        return f"{self.who}, {self.when}" if self.when else self.who


@dataclass(frozen=True)
class ClashQuestion:
    """A field that both changed: the name of the choice in the form, what it is called, and each version with its answer."""

    name: str
    label: str
    options: list[tuple[str, str, str]]


@dataclass
class MergeReport:
    """Everything that the page says after a merge. `lines` are sentences about what happened, `warnings` about what to check."""

    lines: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    questions: list[ClashQuestion] = field(default_factory=list)

    @property
    def asks(self) -> bool:
        return bool(self.warnings or self.questions)

    def ask(self, clash: Clash, label: str, words: Callable[[Value], str], act: Act) -> None:
        """Add the question about a clash. `words` returns the text of a value."""
        options = [
            (clash.answer(choice), heading, words(value) or "leeg")
            for choice, heading, value in [
                (Side.MINE, "Van u", clash.mine),
                (Side.THEIRS, f"Van {act}", clash.theirs),
                (Side.OLD, "Oud", clash.old),
            ]
        ]
        self.questions.append(ClashQuestion(clash.name, label, options))


class Trail:
    """The last changes of some rows, according to the audit trail, in one query. `reader` is the user who is told."""

    def __init__(self, entries: Iterable[LogEntry], reader: Any) -> None:
        self.reader = reader
        self.names = LinkNames()
        self.entries: dict[tuple[str, str], list[LogEntry]] = {}
        for entry in entries:
            self.entries.setdefault((entry.content_type.model, entry.object_pk), []).append(entry)

    @classmethod
    def of(cls, rows: Mapping[type[models.Model], Iterable[object]], reader: Any) -> Self:
        """Read the changes of rows, given by model and primary key."""
        wanted = Q(pk=None)
        for model, keys in rows.items():
            kind = ContentType.objects.get_for_model(model)
            wanted |= Q(content_type=kind, object_pk__in=[str(key) for key in keys])
        found = LogEntry.objects.filter(wanted).select_related("actor", "content_type").order_by("-timestamp", "-pk")
        return cls(found, reader)

    def last(self, model: type[models.Model], pk: object, name: str = "") -> Act:
        """Return who last changed a field of a row; without `name`, who last changed the row."""
        return self.last_of([(model, pk)], name)

    def last_of(self, rows: Iterable[tuple[type[models.Model], object]], name: str = "") -> Act:
        """Return who was the last to change any of some rows, such as a row and its parts."""
        entries = [entry for model, pk in rows for entry in self.entries.get((str(model._meta.model_name), str(pk)), [])]
        told = [entry for entry in entries if not name or name in self.names.changes_in(entry)]
        newest = max(told, key=lambda entry: (entry.timestamp, entry.pk), default=None)
        return act_of(newest, self.reader) if newest else Act()

    def is_removed(self, model: type[models.Model], pk: object) -> bool:
        """Return whether the row was deleted."""
        entries = self.entries.get((str(model._meta.model_name), str(pk)), [])
        return any(entry.action == LogEntry.Action.DELETE for entry in entries)


def act_of(entry: LogEntry, reader: Any) -> Act:
    return act_by(entry.actor, entry.timestamp, reader)


def act_by(person: Any, moment: Any, reader: Any) -> Act:
    at = localtime(moment)
    when = f"{in_dutch(at)}, {at:%H:%M} uur"
    if person is None:
        return Act(UNKNOWN, when)
    return Act("uzelf" if person.pk == reader.pk else person.get_full_name() or person.get_username(), when)


def sent_in_words(form_field: forms.Field, value: Value) -> str:
    """Return the value of a form field as a reader sees it: labels of choices, and "ja" or "nee" for a box."""
    if isinstance(form_field, forms.BooleanField) and not isinstance(form_field, forms.NullBooleanField):
        return "ja" if value else "nee"
    if isinstance(form_field, forms.ModelChoiceField):
        keys = [key for key in value if key.isascii() and key.isdigit()]
        return ", ".join(str(target) for target in form_field.queryset.filter(pk__in=keys))
    if isinstance(form_field, forms.ChoiceField):
        labels = {str(key): str(label) for key, label in form_field.choices}
        return ", ".join(labels.get(key, key) for key in value)
    return ", ".join(value)
