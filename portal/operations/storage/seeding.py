"""Loading `fixtures/` into an empty database: YAML by natural keys, every row validated, everything or nothing.

A file is a mapping of kinds to rows. A row is a mapping of the model's fields; a foreign key is written as the natural
key of its target (a slug, a number), a many-to-many as a list of those, and rows that belong to a row (items, figures,
planning) are nested under the name of their relation. The order of rows is their position, unless a row states its own.
`portal/operations/storage/exporting.py` writes the same form.
"""

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

import yaml
from auditlog.context import disable_auditlog
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models, transaction

from laws.models import Bill, BillSnapshot, EntryIntoForce, Requirement
from measures.models import (
    Action,
    Finding,
    Goal,
    GoalSnapshot,
    Measure,
    MeasureSnapshot,
    Party,
    Priority,
    PrioritySnapshot,
    Report,
    ReportSection,
    Representation,
    Role,
    Sector,
    SourceNote,
    Stakeholder,
)
from measures.publication.freezing import loading
from motions.models import Motion, MotionSnapshot
from portal.core.trail import tell_as_a_whole
from portal.search.index import rebuild

# In the order in which rows refer to each other: first who and what exists, then what reports say of it.
KINDS: dict[str, type[models.Model]] = {
    "roles": Role,
    "sectors": Sector,
    "stakeholders": Stakeholder,
    "parties": Party,
    "goals": Goal,
    "measures": Measure,
    "priorities": Priority,
    "bills": Bill,
    "motions": Motion,
    "reports": Report,
    "sections": ReportSection,
    "goal_snapshots": GoalSnapshot,
    "findings": Finding,
    "measure_snapshots": MeasureSnapshot,
    "priority_snapshots": PrioritySnapshot,
    "representations": Representation,
    "bill_snapshots": BillSnapshot,
    "entries_into_force": EntryIntoForce,
    "motion_snapshots": MotionSnapshot,
    "actions": Action,
    "requirements": Requirement,
    "source_notes": SourceNote,
}


def has_position(model: type[models.Model]) -> bool:
    """Whether the order of rows of this kind is kept in a field. It counts within the row above them, or else their report."""
    return any(field.name == "position" for field in model._meta.fields)


class SeedError(Exception):
    """A row that cannot be loaded; the message names file, row and field, in Dutch."""


def is_empty() -> bool:
    """Whether the database holds no record of any kind that the fixtures fill."""
    return not any(model._default_manager.exists() for model in KINDS.values())


def load_folder(folder: Path) -> Counter[str]:
    """Load every fixture file of `folder`, in the order of their names, and return how many rows of each kind came in.

    Raises `SeedError` at the first row that is wrong; nothing is saved then.
    """
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise SeedError(f"{folder}: hier staan geen fixtures (*.yaml).")
    loader = _Loader()
    # Nobody typed these rows: the trail has one line for all of them, and goes on with the first change by a person.
    with transaction.atomic(), disable_auditlog(), loading():
        for file in files:
            loader.load(file)
        rebuild()
        tell_as_a_whole(f"Inhoud geladen uit {folder.name}/")
    return loader.counts


class _Loader:
    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.positions: Counter[tuple[type[models.Model], Any]] = Counter()
        self.known: dict[type[models.Model], dict[str, models.Model]] = {}

    def load(self, file: Path) -> None:
        try:
            content = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise SeedError(f"{file.name}: dit is geen leesbare YAML. {error}") from error
        if not isinstance(content, dict):
            raise SeedError(f"{file.name}: verwacht soorten met rijen, zoals „measures:” met daaronder streepjes.")
        for kind in content:
            if kind not in KINDS:
                raise SeedError(f"{file.name}: de soort „{kind}” bestaat niet. Kies uit: {', '.join(KINDS)}.")
        for kind, model in KINDS.items():
            for index, row in enumerate(content.get(kind) or [], start=1):
                self._create(model, row, f"{file.name}, {kind} rij {index}")

    def _create(self, model: type[models.Model], row: Any, place: str, parent: dict[str, models.Model] | None = None) -> None:
        if not isinstance(row, dict):
            raise SeedError(f"{place}: verwacht velden met waarden, geen losse tekst.")
        place += self._name_of(model, row)
        instance = model(**(parent or {}))
        many: dict[str, list[models.Model]] = {}
        nested: list[tuple[models.ManyToOneRel, str, list]] = []
        for name, value in row.items():
            field = self._field(model, name, place)
            if isinstance(field, models.ManyToOneRel):
                nested.append((field, name, value or []))
            elif field.many_to_many:
                many[name] = [self._find(field.related_model, key, f"{place}, {name}") for key in value or []]
            elif field.is_relation:
                setattr(instance, name, None if value is None else self._find(field.related_model, value, f"{place}, {name}"))
            else:
                setattr(instance, name, self._plain(field, value))
        self._set_position(instance, parent)
        self._save(instance, place)
        for name, targets in many.items():
            getattr(instance, name).add(*targets)
        for relation, name, rows in nested:
            for index, child in enumerate(rows, start=1):
                self._create(relation.related_model, child, f"{place}, {name} rij {index}", {relation.field.name: instance})

    @staticmethod
    def _name_of(model: type[models.Model], row: dict) -> str:
        """The natural key of a row, so that a message says more than its number."""
        keys = [getattr(model, "natural_key_field", None), "measure", "bill", "motion", "priority", "goal"]
        key = next((str(row[key]) for key in keys if key and row.get(key) is not None), "")
        return f" ({key})" if key else ""

    @staticmethod
    def _field(model: type[models.Model], name: str, place: str) -> Any:
        try:
            return model._meta.get_field(name)
        except FieldDoesNotExist:
            known = ", ".join(
                sorted(field.name for field in model._meta.get_fields() if not field.auto_created or field.is_relation)
            )
            raise SeedError(f"{place}: het veld „{name}” bestaat niet. Kies uit: {known}.") from None

    @staticmethod
    def _plain(field: models.Field, value: Any) -> Any:
        """YAML reads 2023 as a number and 2025-08-01 as a day; text fields keep words."""
        if isinstance(field, models.CharField | models.TextField):
            return "" if value is None else str(value)
        if isinstance(field, models.DateTimeField) and isinstance(value, dt.datetime) and value.tzinfo is None:
            return value.replace(tzinfo=dt.UTC)
        return value

    def _find(self, model: type[models.Model], key: Any, place: str) -> models.Model:
        known = self.known.setdefault(model, {})
        if str(key) not in known:
            found = model._default_manager.filter(**{model.natural_key_field: key}).first()
            if found is None:
                raise SeedError(f"{place}: „{key}” bestaat niet als {model._meta.verbose_name}.")
            known[str(key)] = found
        return known[str(key)]

    def _set_position(self, instance: models.Model, parent: dict[str, models.Model] | None) -> None:
        """Number rows in their order. A row that states its own position, after one that was deleted, is counted on from."""
        if not has_position(type(instance)):
            return
        owner = next(iter(parent.values())) if parent else instance.report
        if instance.position is None:
            instance.position = self.positions[type(instance), owner] + 1
        self.positions[type(instance), owner] = instance.position

    def _save(self, instance: models.Model, place: str) -> None:
        try:
            instance.full_clean()
        except ValidationError as error:
            problems = "; ".join(
                f"{name}: {' '.join(messages)}" if name != "__all__" else " ".join(messages)
                for name, messages in error.message_dict.items()
            )
            raise SeedError(f"{place}: {problems}") from error
        instance.save()
        self.counts[str(instance._meta.verbose_name_plural)] += 1
