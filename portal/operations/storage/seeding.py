"""Loading fixtures from YAML files into an empty database. Every row is validated, and all rows are loaded or none.

A file is a mapping of kinds to rows; a row is a mapping of the model's fields. A foreign key is written as the natural key of
its target (a slug, a number), a many-to-many as a list of natural keys. Child rows (items, figures, planning) are nested under
the name of their relation. The order of rows sets their positions, unless a row states its own position.
`portal/operations/storage/exporting.py` writes the same format.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from auditlog.context import disable_auditlog
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import IntegrityError, models, transaction

from laws.models import Bill, BillName, BillSnapshot, EntryIntoForce, LegalBasis, Requirement, Station
from measures.kinds import find
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
from measures.publication.counting import counting_once
from measures.publication.freezing import loading
from motions.models import Motion, MotionPaper, MotionSnapshot
from portal.core.trail import tell_as_a_whole
from portal.search.index import rebuild

# In the order of loading: each kind comes after the kinds that its rows refer to.
FIXTURE_MODELS: dict[str, type[models.Model]] = {
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
    "bill_names": BillName,
    "stations": Station,
    "motion_snapshots": MotionSnapshot,
    "motion_papers": MotionPaper,
    "actions": Action,
    "requirements": Requirement,
    "legal_bases": LegalBasis,
    "source_notes": SourceNote,
}
# A whole export is less than 1 MB.
LARGEST_FILE = 20 * settings.MEGABYTE


def has_position(model: type[models.Model]) -> bool:
    """Return whether the model has a position field. Positions count within the parent row, or else within the report."""
    return any(field.name == "position" for field in model._meta.fields)


class SeedError(Exception):
    """A fixture that cannot be loaded. The message names the file, row and field, in Dutch."""


def has_no_content() -> bool:
    """Return whether the database holds no row of any kind in `FIXTURE_MODELS`."""
    return not any(model._default_manager.exists() for model in FIXTURE_MODELS.values())


def load_folder(folder: Path, tell: Callable[[str], object] = str) -> Counter[str]:
    """Load the `*.yaml` files of `folder` in the order of their names. Return the number of rows by plural name of the model.

    The caller must check that the database is empty. `tell` is called with what happens next, in Dutch. Raises `SeedError`, with
    nothing saved, when the folder has no such files and at the first row that is wrong.
    """
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise SeedError(f"{folder}: hier staan geen fixtures (*.yaml).")
    loader = _Loader()
    # No person entered these rows, so the audit trail gets one row for the whole load.
    with transaction.atomic(), disable_auditlog(), loading(), counting_once():
        for file in files:
            tell(f"{file.name} laden")
            loader.load(file)
        tell("alles vindbaar maken")
        rebuild()
        tell_as_a_whole(f"Inhoud geladen uit {folder.name}/")
    return loader.counts


def _has_aliases(content: Any) -> bool:
    """Return whether a list or mapping is in the content twice. A small file can repeat such aliases without end."""
    seen: set[int] = set()
    waiting = [content]
    while waiting:
        found = waiting.pop()
        if isinstance(found, list | dict):
            if id(found) in seen:
                return True
            seen.add(id(found))
            waiting += found.values() if isinstance(found, dict) else found
    return False


def _relations_of(instance: models.Model) -> set[str]:
    """Return the names of the foreign keys that have a value, but for those that take some of the rows only."""
    keys = [field for field in instance._meta.fields if field.is_relation and not field.get_limit_choices_to()]
    return {field.name for field in keys if getattr(instance, field.attname) is not None}


class _Loader:
    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.positions: Counter[tuple[type[models.Model], Any]] = Counter()
        self.known: dict[type[models.Model], dict[str, models.Model]] = {}

    def load(self, file: Path) -> None:
        try:
            if file.stat().st_size > LARGEST_FILE:
                raise SeedError(f"{file.name}: dit bestand is groter dan {LARGEST_FILE // settings.MEGABYTE} MB. Verdeel het.")
            content = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        # A value such as 2026-02-30 is a ValueError, and so is text that is not UTF-8.
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            raise SeedError(f"{file.name}: dit is geen leesbare YAML. {error}") from error
        except OSError as error:
            raise SeedError(f"{file.name}: dit bestand kan niet worden gelezen: {error.strerror}.") from error
        if _has_aliases(content):
            raise SeedError(f"{file.name}: een verwijzing (*) naar andere rijen kan hier niet. Schrijf de rijen voluit.")
        if not isinstance(content, dict):
            raise SeedError(f"{file.name}: verwacht soorten met rijen, zoals „measures:” met daaronder streepjes.")
        for kind in content:
            if kind not in FIXTURE_MODELS:
                raise SeedError(f"{file.name}: de soort „{kind}” bestaat niet. Kies uit: {', '.join(FIXTURE_MODELS)}.")
        for kind, model in FIXTURE_MODELS.items():
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
        """Return the natural key of a row in brackets, for error messages, or an empty string."""
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
        """Return a YAML value in the type of the field.

        YAML reads 2023 as a number and 2025-08-01 as a date, also for a text field. A timestamp without a time zone is in UTC.
        """
        if isinstance(field, models.CharField | models.TextField):
            return "" if value is None else str(value)
        if isinstance(field, models.DateTimeField) and isinstance(value, dt.datetime) and value.tzinfo is None:
            return value.replace(tzinfo=dt.UTC)
        return value

    def _find(self, model: type[models.Model], key: Any, place: str) -> models.Model:
        known = self.known.setdefault(model, {})
        if str(key) not in known:
            found = find(model, key)
            if found is None:
                raise SeedError(f"{place}: „{key}” bestaat niet als {model._meta.verbose_name}.")
            known[str(key)] = found
        return known[str(key)]

    def _set_position(self, instance: models.Model, parent: dict[str, models.Model] | None) -> None:
        """Give a row without a position the next number. After a row with its own position, numbering continues from there.

        An export states a position where a deleted row left a gap.
        """
        if not has_position(type(instance)):
            return
        owner = next(iter(parent.values())) if parent else instance.report
        if instance.position is None:
            instance.position = self.positions[type(instance), owner] + 1
        self.positions[type(instance), owner] = instance.position

    def _save(self, instance: models.Model, place: str) -> None:
        try:
            # The database checks constraints itself when it saves a row, and what a row refers to was found or saved just now.
            # Checking these here too would double the time.
            instance.full_clean(exclude=_relations_of(instance), validate_unique=False, validate_constraints=False)
            with transaction.atomic():
                instance.save()
        except (ValidationError, IntegrityError) as refusal:
            if problems := self._problems_of(instance):
                raise SeedError(f"{place}: {problems}") from refusal
            raise
        self.counts[str(instance._meta.verbose_name_plural)] += 1

    @staticmethod
    def _problems_of(instance: models.Model) -> str:
        """Return everything that is wrong with a row, constraints included, in Dutch."""
        try:
            instance.full_clean()
        except ValidationError as error:
            return "; ".join(
                f"{name}: {' '.join(messages)}" if name != "__all__" else " ".join(messages)
                for name, messages in error.message_dict.items()
            )
        return ""
