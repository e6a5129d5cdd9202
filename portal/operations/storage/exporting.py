"""Exporting all content as fixtures, in the format that `portal/operations/storage/seeding.py` loads.

Loading an export gives the same rows, fields, order and relations. An export leaves out the values that loading fills in: field
defaults, the days of a period, positions that count up by one, primary keys, and the timestamps `created_at` and `updated_at`.
"""

import datetime as dt
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction

from measures.models import Report
from measures.publication.freezing import cascade_drafts
from portal.operations.storage.seeding import FIXTURE_MODELS, has_position

FixtureRow = dict[str, Any]
Content = dict[str, list[FixtureRow]]
ORDER = list(FIXTURE_MODELS.values())


class ExportError(Exception):
    """An export that cannot be made. The message gives the reason in Dutch."""


def export_content(folder: Path) -> Iterator[tuple[str, int]]:
    """Write all content to the new folder `folder`. Yield the name of each file and the number of its top-level rows.

    The folder appears after the last file, so the caller must exhaust the generator. Raises `ExportError` when the folder is not
    empty or cannot be written, and when the database has no content.
    """
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise ExportError(f"{folder} bestaat al en is niet leeg. Kies een nieuwe map.")
        if not folder.absolute().parent.is_dir():
            raise ExportError(f"De map {folder.absolute().parent} bestaat niet. Maak die eerst.")
        # The temporary folder is on the same disk, so the final rename makes the export appear whole.
        with tempfile.TemporaryDirectory(dir=folder.absolute().parent, prefix=".export-") as beside:
            made = Path(beside, "content")
            made.mkdir()
            for name, content in _files():
                (made / name).write_text(_to_yaml(content), encoding="utf-8")
                yield name, sum(len(rows) for rows in content.values())
            made.replace(folder)
    except OSError as error:
        raise ExportError(f"{folder} kan niet worden geschreven: {error.strerror}.") from error


def _files() -> Iterator[tuple[str, Content]]:
    """Yield each file as (name, content).

    First the rows that belong to no report, then one file per report in order of entry, the other sources in one file, then
    the rows that refer to several reports.
    """
    with transaction.atomic():
        _see_one_moment()
        reports = list(Report._base_manager.order_by("pk"))
        contents: list[tuple[str, Content]] = [
            ("programma", _content(kind for kind in FIXTURE_MODELS if _place(FIXTURE_MODELS[kind]) == 0))
        ]
        of_reports = [kind for kind in FIXTURE_MODELS if _place(FIXTURE_MODELS[kind]) == 1]
        contents += [(report.slug, _content(of_reports, report)) for report in reports if report.is_report]
        if sources := [_content(of_reports, report) for report in reports if not report.is_report]:
            contents.append(("bronnen", _together(sources)))
        contents.append(("acties", _content(kind for kind in FIXTURE_MODELS if _place(FIXTURE_MODELS[kind]) == 2)))
    if not any(content for _, content in contents):
        raise ExportError("De database heeft geen inhoud.")
    # The loader reads files in the order of their names, so each name begins with a number.
    width = len(str(10 * (len(contents) - 1)))
    for index, (name, content) in enumerate(contents):
        if content:
            yield f"{10 * index:0{max(width, 2)}}-{name}.yaml", content


def _together(contents: Iterable[Content]) -> Content:
    """Return the rows of several contents in one. Each is made by itself, because positions count within a report."""
    found: Content = {}
    for content in contents:
        for kind, rows in content.items():
            found.setdefault(kind, []).extend(rows)
    return found


def _see_one_moment() -> None:
    """Let every query of this transaction see the same rows. SQLite does so by default."""
    # PostgreSQL refuses the statement inside a savepoint.
    if connection.vendor == "postgresql" and not connection.savepoint_ids:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


@cache
def _place(model: type[models.Model]) -> int:
    """Return where the rows of a model are written: 0 in the first file, 1 with their report, 2 in the last file."""
    fields = (*model._meta.fields, *model._meta.many_to_many)
    targets = {field.related_model for field in fields if field.is_relation} - {model}
    if model is Report or Report in targets:
        return 2 if any(_place(target) == 2 for target in targets) else 1
    nested = (field for relation in _nested(model) for field in relation.related_model._meta.fields if field.is_relation)
    return 2 if any(field.related_model is Report for field in nested) else 0


def _content(kinds: Iterable[str], report: Report | None = None) -> Content:
    found: Content = {}
    for kind in kinds:
        model = FIXTURE_MODELS[kind]
        rows = model._base_manager.prefetch_related(*_lookups(model))
        if report is not None:
            rows = rows.filter(pk=report.pk) if model is Report else rows.filter(report=report)
        if written := _rows(_targets_first(_in_order(model, rows)), within=None):
            found[kind] = written
    return found


def _lookups(model: type[models.Model], above: models.Field | None = None) -> Iterator[str]:
    """Yield the names to prefetch, so that the number of queries does not depend on the number of rows."""
    yield from (field.name for field in model._meta.fields if field.is_relation and field is not above)
    yield from _many(model)
    for relation in _nested(model):
        name = relation.get_accessor_name()
        yield name
        yield from (f"{name}__{below}" for below in _lookups(relation.related_model, relation.field))


@cache
def _nested(model: type[models.Model]) -> list[models.ManyToOneRel]:
    """Return the relations to child rows, which are written inside their parent row.

    Child rows are deleted with their parent, and their model is not in `FIXTURE_MODELS`.
    """
    apps = {kind._meta.app_label for kind in ORDER}
    return [
        relation
        for relation in model._meta.related_objects
        if isinstance(relation, models.ManyToOneRel)
        and relation.on_delete in (models.CASCADE, cascade_drafts)
        and relation.related_model not in ORDER
        and relation.related_model._meta.app_label in apps
    ]


@cache
def _many(model: type[models.Model]) -> list[str]:
    """Return the names of the many-to-many fields that are written in a row of the model.

    Only fields whose target model is loaded earlier are written, so that the targets exist when the row is loaded.
    """
    earlier = ORDER[: ORDER.index(model)] if model in ORDER else ORDER
    return [field.name for field in model._meta.get_fields() if field.many_to_many and field.related_model in earlier]


def _in_order(model: type[models.Model], rows: Iterable[models.Model]) -> list[models.Model]:
    return sorted(rows, key=lambda row: (row.position if has_position(model) else 0, row.pk))


def _targets_first(rows: list[models.Model]) -> list[models.Model]:
    """Return the same rows, each after the row of its own kind that it refers to: a bill after its successor."""
    found: dict[Any, models.Model] = {}

    def add(row: models.Model) -> None:
        for field in row._meta.fields:
            if field.related_model is type(row) and (target := getattr(row, field.name)) is not None and target.pk not in found:
                add(target)
        found.setdefault(row.pk, row)

    for row in rows:
        add(row)
    return list(found.values())


def _rows(rows: list[models.Model], within: models.Field | None) -> list[FixtureRow]:
    written, position = [], 0
    for row in rows:
        position += 1
        said = _fields(row, within)
        if has_position(type(row)) and row.position != position:
            said["position"] = position = row.position
        for name in _many(type(row)):
            if targets := sorted(getattr(row, name).all(), key=lambda target: target.pk):
                said[name] = [_key(target) for target in targets]
        for relation in _nested(type(row)):
            name = relation.get_accessor_name()
            if below := _rows(_in_order(relation.related_model, getattr(row, name).all()), relation.field):
                said[name] = below
        written.append(said)
    return written


def _fields(row: models.Model, within: models.Field | None) -> FixtureRow:
    """Return the field values of a row, without the values that loading fills in."""
    fields = [field for field in row._meta.fields if field is not within and field.name != "position" and not _is_made(field)]
    bare = type(row)(**{field.attname: getattr(row, field.attname) for field in fields if field.editable})
    # A model with a period computes the days in `clean_fields`. All fields are excluded from the validation itself, which could
    # query the database. An unreadable period has no days.
    with suppress(ValidationError):
        bare.clean_fields(exclude={field.name for field in row._meta.fields})
    said: FixtureRow = {}
    for field in fields:
        value = getattr(row, field.attname)
        usual = field.get_default() if field.editable else getattr(bare, field.attname)
        if value != usual:
            said[field.name] = _key(getattr(row, field.name)) if field.is_relation else _plain(value)
    return said


def _is_made(field: models.Field) -> bool:
    """Return whether saving a row sets this field by itself: a primary key, `auto_now` or `auto_now_add`."""
    return field.primary_key or getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)


def _key(target: models.Model) -> Any:
    return getattr(target, target.natural_key_field)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.datetime) else value


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent list items below their key, which PyYAML does not do by default."""
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # YAML treats these characters as line breaks or a byte order mark. Double quotes make PyYAML write them as escapes.
    style = '"' if set(text) & set("\x85\u2028\u2029\ufeff") else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
# A subclass of `str`, such as a Django choice, is written as plain text.
_Dumper.add_multi_representer(str, lambda dumper, text: _text(dumper, str(text)))


def _to_yaml(content: Content) -> str:
    return "\n".join(
        yaml.dump({kind: rows}, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120) for kind, rows in content.items()
    )
