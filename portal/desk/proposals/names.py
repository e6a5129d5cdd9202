"""A name that the law says must go: out of every text, of the audit trail and of the proposals. That it was done stays known."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from auditlog.models import LogEntry
from django.apps import apps
from django.db import models

from measures.models import Correction, Report
from measures.models.base import Counted, OfReport
from portal.core.trail import CONTENT_APPS, tell_as_a_whole
from portal.desk.models import Explanation, Proposal, Publication
from portal.desk.proposals.changing import ProposalError
from portal.desk.proposals.subjects import SUBJECTS, report_of
from portal.desk.reading_models import ReadDocument, ReadRow
from portal.desk.roles import function_of
from portal.desk.source_models import SourceText

# What stands in the database as JSON and can have a name.
WITH_JSON: tuple[tuple[type[models.Model], str], ...] = (
    (Proposal, "changes"), (ReadRow, "values"), (ReadDocument, "doubts"), (ReadDocument, "gone"),
)  # fmt: skip
INSTEAD = "[naam weggehaald]"


@dataclass(frozen=True)
class NamedPlace:
    """A text with the name: the row and its field."""

    row: Any
    column: models.Field

    @property
    def words(self) -> str:
        """Return where it is, in Dutch."""
        return f"{self.row._meta.verbose_name}, {self.column.verbose_name}"

    @property
    def text(self) -> str:
        return str(getattr(self.row, self.column.attname))


def pattern_of(name: str) -> re.Pattern[str]:
    """Return the pattern of a name as a word by itself: "Jan" is not in "Jansen"."""
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")


def places_of(name: str) -> Iterator[NamedPlace]:
    """Yield every text of the content and of the desk that has the name. A query for each field with texts."""
    found: list[type[models.Model]] = [model for app in CONTENT_APPS for model in apps.get_app_config(app).get_models()]
    found += [Explanation, Publication, Proposal, SourceText, ReadDocument, ReadRow]
    for model in found:
        for column in _texts(model):
            for row in model._base_manager.filter(**{f"{column.name}__contains": name}).order_by("pk"):
                if pattern_of(name).search(getattr(row, column.attname)):
                    yield NamedPlace(row, column)


def _texts(model: type[models.Model]) -> list[models.Field]:
    return [
        column
        for column in model._meta.concrete_fields
        if isinstance(column, models.CharField | models.TextField)
        and not isinstance(column, models.SlugField)
        and not column.choices
        and (model, column.name) != (Proposal, "name")
    ]


def take_out(proposal: Proposal, reason: str, by: Any) -> None:
    """Replace the name of a proposal everywhere, and make a public correction in each published report that had it.

    The corrections and the trail say that a name went, not which. Call it within `correcting()` and a transaction. Raises
    `ProposalError` when the reason has the name, or when no text has it any more.
    """
    pattern = pattern_of(proposal.name)
    if pattern.search(reason):
        raise ProposalError("De reden noemt de naam zelf. Schrijf haar zonder de naam.")
    places = list(places_of(proposal.name))
    if not places:
        raise ProposalError("Deze naam staat nergens meer.")
    reports = {report.pk: report for place in places if (report := _report_of(place.row))}
    for place in places:
        _replace(place, pattern)
    _clear_trail(pattern)
    for model, column in WITH_JSON:
        for pk, value in model._default_manager.values_list("pk", column):
            if (new := _without(value, pattern)) != value:
                model._default_manager.filter(pk=pk).update(**{column: new})
    tell_as_a_whole(f"Een naam is weggehaald uit {len(places)} teksten, en uit dit logboek")
    for report in Report.objects.published().filter(pk__in=reports).order_by("pk"):
        Correction.objects.create(
            report=report, subject_type="rapportage", subject_key=report.slug, subject_title=report.title, field="naam",
            old_value="een naam", new_value="weggehaald", reason=reason, editor_function=function_of(by),
        )  # fmt: skip


def _report_of(row: Any) -> Report | None:
    if isinstance(row, OfReport | Correction):
        return row.report if isinstance(row, Correction) else row.report_of()  # type: ignore[return-value]
    return report_of(row) if isinstance(row, Counted) and str(row._meta.verbose_name) in SUBJECTS else None


def _replace(place: NamedPlace, pattern: re.Pattern[str]) -> None:
    # A text that must be unique gets a number; and one update skips the audit trail, which would keep the name.
    instead = f"{INSTEAD} {place.row.pk}" if place.column.unique else INSTEAD
    rows: Any = type(place.row)._default_manager.filter(pk=place.row.pk)
    now = str(rows.values_list(place.column.attname, flat=True).get())
    new = pattern.sub(instead, now)[: place.column.max_length or None]
    if isinstance(place.row, Correction) and new in rows.values_list("old_value", "new_value").get():
        # A correction changes something, and both of its values may be a name.
        new = f"{new} (anders)"
    rows.update(**{place.column.attname: new})


def _clear_trail(pattern: re.Pattern[str]) -> None:
    names = ("object_repr", "changes", "changes_text", "additional_data", "serialized_data")
    for pk, *values in LogEntry.objects.values_list("pk", *names).iterator():
        found = {name: _without(value, pattern) for name, value in zip(names, values, strict=True)}
        changed = {name: value for (name, value), old in zip(found.items(), values, strict=True) if value != old}
        if changed:
            LogEntry.objects.filter(pk=pk).update(**changed)


def _without(value: Any, pattern: re.Pattern[str]) -> Any:
    """Return JSON without the name."""
    if isinstance(value, str):
        return pattern.sub(INSTEAD, value)
    if isinstance(value, list):
        return [_without(each, pattern) for each in value]
    if isinstance(value, dict):
        return {name: _without(each, pattern) for name, each in value.items()}
    return value
