"""The moments of a draft, as the audit trail tells them: what differs between two of them, and the way back to an earlier one."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.db.models import Min, QuerySet
from django.db.utils import IntegrityError
from django.utils.timezone import make_aware

from measures.models import Report
from portal.core.trail import name_in
from portal.desk.editing.four_eyes import last_line, lines_of, slugs_of
from portal.desk.merging.links import LinkNames, is_link, label_of_links
from portal.desk.merging.places import make_way
from portal.desk.source_models import SourceText
from portal.desk.sources.read_again import settle
from portal.desk.sources.stored import follow

# Changes of one person that follow each other this fast are one moment.
TOGETHER = dt.timedelta(minutes=10)
NOTHING = "None"
Key = tuple[int, str]


class BackError(Exception):
    """A way back that cannot be taken; the message gives the reason in Dutch."""


@dataclass
class DraftMoment:
    """A series of changes by one person. `line` is the last line of the trail of the series."""

    line: int
    name: str
    at: dt.datetime
    changes: int


@dataclass
class RowChange:
    """What became of one row between two moments: its fields as (old, new), its links as (no longer linked, linked since).

    All values are words of the trail. `entry` is a line about the row, for its kind and name.
    """

    entry: LogEntry
    was_there: bool = True
    is_there: bool = True
    fields: dict[str, tuple[str, str]] = field(default_factory=dict)
    links: dict[str, tuple[set[str], set[str]]] = field(default_factory=dict)

    @property
    def model(self) -> Any:
        return self.entry.content_type.model_class()


def moments_of(report: Report) -> list[DraftMoment]:
    """Return the moments of a report, the newest first."""
    found: list[DraftMoment] = []
    for entry in lines_of(report).select_related("actor").only("timestamp", "actor_email", "actor__username").order_by("pk"):
        name = name_in(entry) or "het portaal zelf"
        if found and found[-1].name == name and entry.timestamp - found[-1].at < TOGETHER:
            latest = found[-1]
            latest.line, latest.at, latest.changes = entry.pk, entry.timestamp, latest.changes + 1
        else:
            found.append(DraftMoment(entry.pk, name, entry.timestamp, 1))
    return found[::-1]


def difference(report: Report, since: int, until: int) -> dict[Key, RowChange]:
    """Return what differs between two moments, given by their lines in the trail, by row. Rows that are the same are left out."""
    found = _changed(lines_of(report).filter(pk__gt=since, pk__lte=until))
    before, now = links_at(report, since), links_at(report, until)
    for key, row in found.items():
        row.fields = {name: (old, new) for name, (old, new) in row.fields.items() if old != new}
        old, new = before.get(key, {}), now.get(key, {})
        pairs = {name: (old.get(name, set()), new.get(name, set())) for name in {*old, *new}}
        row.links = {name: (had - has, has - had) for name, (had, has) in sorted(pairs.items()) if had != has}
    return {key: row for key, row in found.items() if _differs(row)}


def _changed(lines: QuerySet[LogEntry]) -> dict[Key, RowChange]:
    """Return what became of each row that lines of the trail tell of, without its links. A field may be the same in the end."""
    found: dict[Key, RowChange] = {}
    for entry in lines.select_related("content_type").order_by("pk"):
        row = found.setdefault(_key(entry), RowChange(entry, was_there=entry.action != LogEntry.Action.CREATE))
        if entry.action != LogEntry.Action.UPDATE:
            row.is_there = entry.action == LogEntry.Action.CREATE
        for name, change in (entry.changes or {}).items():
            if not isinstance(change, dict):
                row.fields[name] = (row.fields.get(name, change)[0], change[1])
        row.entry = entry
    return found


def _sources_since(report: Report, to: int) -> dict[Key, RowChange]:
    """Return what became of the sentences of the source since a moment.

    A sentence follows its row, so the lines about sentences up to the next line about content belong to the moment.
    """
    following = lines_of(report).filter(pk__gt=to).aggregate(first=Min("pk"))["first"]
    if following is None:
        return {}
    kind = ContentType.objects.get_for_model(SourceText)
    lines = LogEntry.objects.filter(content_type=kind, additional_data__rapportage__in=slugs_of(report), pk__gt=following)
    return {key: row for key, row in _changed(lines).items() if row.was_there or row.is_there}


def links_at(report: Report, line: int) -> dict[Key, dict[str, set[str]]]:
    """Return what each row was linked to at a line of the trail, by the name of the links at the row, in the words of the trail.

    A deletion removes the links without a line of their own.
    """
    found: dict[Key, dict[str, set[str]]] = {}
    names = LinkNames()
    for entry in lines_of(report).filter(pk__lte=line).order_by("pk"):
        if entry.action == LogEntry.Action.DELETE:
            found.pop(_key(entry), None)
        for name, change in names.changes_in(entry).items():
            if isinstance(change, dict):
                linked = found.setdefault(_key(entry), {}).setdefault(name, set())
                is_added = change.get("operation") == "add"
                (linked.update if is_added else linked.difference_update)(change.get("objects", []))
    return found


def _key(entry: LogEntry) -> Key:
    return entry.content_type_id, entry.object_pk


def _differs(row: RowChange) -> bool:
    if not (row.was_there or row.is_there):
        return False
    return row.was_there != row.is_there or bool(row.fields or row.links)


@transaction.atomic
def go_back(report: Report, to: int, seen: int | None) -> int:
    """Bring a draft back to how it was at a line of the trail, with its sentences of the source. Return how many rows changed.

    `seen` is the newest line that the page showed. The trail gets a line for each row, so the way back can be taken back too. The
    caller has locked the draft. Raises `BackError`, and then changes nothing.
    """
    newest = last_line(report)
    if seen != newest:
        raise BackError("Intussen is er iets gewijzigd. Kijk nog eens wat er verandert.")
    own = (ContentType.objects.get_for_model(Report).pk, str(report.pk))
    changed = {key: row for key, row in difference(report, to, newest).items() if key != own or row.was_there}
    sources = _sources_since(report, to)
    try:
        _take_back(changed, links_at(report, to))
        _take_back(sources, {})
        # Now, and not at the end of the transaction, where nobody could explain it.
        connection.check_constraints()
    except (IntegrityError, ValueError) as error:
        raise BackError("Dit moment is niet terug te halen: iets waar het naar verwijst, is er niet meer.") from error
    follow(report)
    settle(report, slugs_of(report), {(row.model, row.entry.object_pk): row.was_there for row in changed.values()})
    return len(changed)


def _take_back(changed: dict[Key, RowChange], links: dict[Key, dict[str, set[str]]]) -> None:
    """Undo what became of rows. `links` has what each was linked to."""
    rows = changed.values()
    for row in [row for row in rows if not row.was_there]:
        for found in row.model._base_manager.filter(pk=row.entry.object_pk):
            found.delete()
    # First the rows that others belong to.
    gone = sorted([row for row in rows if not row.is_there], key=lambda row: not hasattr(row.model, "report"))
    before = [(row, _as_before(row)) for row in (*gone, *(row for row in rows if row.was_there and row.is_there))]
    make_way(found for _row, found in before)
    for row, found in before:
        if row.fields or not row.is_there:
            found.save()
        pairs = row.links if row.is_there else {name: (words, set()) for name, words in links.get(_key(row.entry), {}).items()}
        for name, (linked, came) in pairs.items():
            _relink(found, name, came, linked)


def _as_before(row: RowChange) -> models.Model:
    """Return a row with its values of before, not saved yet. A deleted row is made anew under its own key.

    What the line of a deleted row does not tell had its default value.
    """
    if row.is_there:
        found = row.model._base_manager.get(pk=row.entry.object_pk)
    else:
        found = row.model(pk=row.model._meta.pk.to_python(row.entry.object_pk))
    _set(found, {name: old for name, (old, _new) in row.fields.items()})
    return found


def _set(row: models.Model, values: dict[str, str]) -> None:
    concrete = {each.name: each for each in row._meta.concrete_fields if not each.primary_key}
    for name, words in values.items():
        if name in concrete:
            setattr(row, concrete[name].attname, _value(concrete[name], words))


def _value(column: Any, words: str) -> Any:
    """Return the value of a field that django-auditlog wrote as these words."""
    if words == NOTHING and column.null:
        return None
    if isinstance(column, models.JSONField):
        return json.loads(words)
    if isinstance(column, models.DateTimeField):
        return make_aware(dt.datetime.fromisoformat(words), dt.UTC)
    return (column.target_field if column.is_relation else column).to_python(words)


def _relink(row: models.Model, name: str, remove: set[str], add: set[str]) -> None:
    """Remove and add links. Raises `BackError`.

    The trail knows what was linked by its name only, so a name that two rows share cannot be used.
    """
    many = getattr(row, name) if is_link(type(row), name) else None
    called: dict[str, list[models.Model]] = {}
    for each in many.model._base_manager.all() if many else ():
        called.setdefault(str(each), []).append(each)
    for words in sorted(remove | add):
        if many is None or len(called.get(words, [])) != 1:
            raise BackError(f"Dit moment is niet terug te halen: „{words}” is niet meer te vinden.")
        (many.remove if words in remove else many.add)(called[words][0])


def described(changed: Iterable[RowChange]) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    """Return (what happened, name of the row, (field, old, new) per field) for each row, in Dutch.

    The number of queries depends on the kinds of rows that are linked, not on their number.
    """
    rows = list(changed)
    names = _names_of(rows)
    return [(_happened(row), f"{row.entry.content_type.name} {row.entry.object_repr}", _fields(row, names)) for row in rows]


def _happened(row: RowChange) -> str:
    if not row.was_there:
        return "Nieuw"
    return "Gewijzigd" if row.is_there else "Verwijderd"


def _fields(row: RowChange, names: dict[tuple[Any, str], str]) -> list[tuple[str, str, str]]:
    columns = {each.name: each for each in row.model._meta.get_fields() if getattr(each, "concrete", False)}
    found = []
    for name, pair in row.fields.items():
        column = columns.get(name)
        if column is None or column.primary_key or name in ("report", "snapshot"):
            continue
        old, new = (_words(column, words, names) for words in pair)
        if old != new:
            found.append((str(column.verbose_name), old, new))
    for name, (gone, came) in row.links.items():
        found.append((label_of_links(row.model, name), ", ".join(sorted(gone)), ", ".join(sorted(came))))
    return found


def _words(column: Any, words: str, names: dict[tuple[Any, str], str]) -> str:
    if words == NOTHING:
        return ""
    if column.is_relation:
        return names.get((column.related_model, words), words)
    if column.choices:
        return str(dict(column.flatchoices).get(words, words))
    return {"True": "ja", "False": "nee"}.get(words, words) if isinstance(column, models.BooleanField) else words


def _names_of(rows: list[RowChange]) -> dict[tuple[Any, str], str]:
    """Return what the rows are called that foreign keys in the changes point to, by model and primary key."""
    wanted: dict[Any, set[str]] = {}
    for row in rows:
        for column in row.model._meta.concrete_fields:
            if column.is_relation and column.name not in ("report", "snapshot"):
                wanted.setdefault(column.related_model, set()).update(row.fields.get(column.name, ()))
    found = {}
    for model, keys in wanted.items():
        for each in model._base_manager.filter(pk__in=keys - {NOTHING}):
            found[model, str(each.pk)] = str(each)
    return found
