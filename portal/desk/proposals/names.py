"""A name that the law says must go: out of every text and address, of the audit trail and of the proposals.

That it was done stays known. An address with the name leads nowhere afterwards: a redirect would keep the name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from auditlog.models import LogEntry
from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.text import slugify

from measures.models import Correction, Report
from measures.models.base import Counted, OfReport
from portal.core.trail import CONTENT_APPS, tell_as_a_whole
from portal.desk.account_models import StepReset
from portal.desk.models import Explanation, Proposal, Publication, SavedForm, Upload
from portal.desk.proposals.changing import ProposalError
from portal.desk.proposals.subjects import SUBJECTS, report_of
from portal.desk.reading_models import ReadDocument, ReadRow
from portal.desk.roles import function_of
from portal.desk.source_models import SourceText
from portal.desk.team_models import Approval, PlannedPublication, PreviewLink, Remark

INSTEAD = "[naam weggehaald]"
# The columns with a key that are no slug: keys of before, and those by which a correction names its subject.
KEY_COLUMNS = {"former_keys", "first_key", "subject_key", "action_key"}
# The tables of the desk with words of people, beside the content.
OF_DESK: tuple[type[models.Model], ...] = (
    Approval, Explanation, PlannedPublication, PreviewLink, Proposal, Publication, ReadDocument, ReadRow, Remark, SourceText,
    StepReset,
)  # fmt: skip


@dataclass(frozen=True)
class PersonName:
    """The name of a person, as it stands in texts ("Jan Jansen") and in keys ("jan-jansen")."""

    words: str

    @cached_property
    def in_text(self) -> re.Pattern[str]:
        """Return the pattern of the name as words by themselves: "Jan" is not in "Jansen"."""
        return re.compile(rf"(?<!\w){re.escape(self.words)}(?!\w)")

    @cached_property
    def slug(self) -> str:
        return slugify(self.words)

    @cached_property
    def in_key(self) -> re.Pattern[str]:
        """Return the pattern of the name as whole words of a key. A name without letters of ours is in no key."""
        return re.compile(rf"(?<![a-z0-9]){re.escape(self.slug)}(?![a-z0-9])" if self.slug else r"(?!)")

    def out_of_key(self, key: str) -> str:
        """Return a key without the name."""
        return re.sub("-{2,}", "-", self.in_key.sub("", key)).strip("-") if self.in_key.search(key) else key

    def out_of_text(self, text: str, instead: str = INSTEAD) -> str:
        """Return a text without the name, and without a key that has it. A text without a space can be a key itself."""
        text = self.in_text.sub(instead, text)
        if not self.in_key.search(text):
            return text
        if " " not in text:
            return self.out_of_key(text)
        # A name of one word can be a word of a sentence in small letters: "jan" is a month as well.
        return self.in_key.sub(instead, text) if "-" in self.slug else text

    def out_of(self, value: Any) -> Any:
        """Return JSON without the name."""
        if isinstance(value, str):
            return self.out_of_text(value)
        if isinstance(value, list):
            return [self.out_of(each) for each in value]
        if isinstance(value, dict):
            return {name: self.out_of(each) for name, each in value.items()}
        return value


@dataclass(frozen=True)
class NamedPlace:
    """A text or a key with the name: the row and its field."""

    row: Any
    column: models.Field

    @property
    def is_key(self) -> bool:
        return is_key(self.column)

    @property
    def words(self) -> str:
        """Return where it is, in Dutch."""
        return f"{self.row._meta.verbose_name}, {self.column.verbose_name}"

    @property
    def text(self) -> str:
        return str(getattr(self.row, self.column.attname))


def is_key(column: models.Field) -> bool:
    return isinstance(column, models.SlugField) or column.name in KEY_COLUMNS


def places_of(words: str) -> Iterator[NamedPlace]:
    """Yield every text and key of the content and of the desk that has the name. A query for each field with texts."""
    name = PersonName(words)
    found: list[type[models.Model]] = [model for app in CONTENT_APPS for model in apps.get_app_config(app).get_models()]
    for model in (*found, *OF_DESK):
        for column in _columns(model):
            wanted = Q(**{f"{column.name}__contains": name.words})
            wanted |= Q(**{f"{column.name}__contains": name.slug}) if name.slug else Q()
            without = name.out_of_key if is_key(column) else name.out_of_text
            for row in model._base_manager.filter(wanted).order_by("pk"):
                if without(text := getattr(row, column.attname)) != text:
                    yield NamedPlace(row, column)


def _columns(model: type[models.Model]) -> list[models.Field]:
    return [
        column
        for column in model._meta.concrete_fields
        if isinstance(column, models.CharField | models.TextField)
        and not column.choices
        and (model, column.name) not in ((Proposal, "name"), (Proposal, "place"))
    ]


def take_out(proposal: Proposal, reason: str, by: Any) -> None:
    """Replace the name of a proposal everywhere, and make a public correction in each published report that had it.

    The corrections and the trail say that a name went, not which. Call it within `correcting()` and a transaction. Raises
    `ProposalError` when the reason has the name, or when no text has it any more.
    """
    name = PersonName(proposal.name)
    if name.in_text.search(reason):
        raise ProposalError("De reden noemt de naam zelf. Schrijf haar zonder de naam.")
    places = sorted(places_of(name.words), key=_turn)
    if not places:
        raise ProposalError("Deze naam staat nergens meer.")
    reports = {report.pk: report for place in places if (report := _report_of(place.row))}
    for place in places:
        if place.is_key:
            _replace_key(place, name)
        else:
            _replace(place, name)
    _clear_json(name)
    keys = sum(place.is_key for place in places)
    where = f"{len(places) - keys} teksten en {keys} adressen" if keys else f"{len(places)} teksten"
    tell_as_a_whole(f"Een naam is weggehaald uit {where}, en uit dit logboek")
    for report in Report.objects.published().filter(pk__in=reports).order_by("pk"):
        Correction.objects.create(
            report=report, subject_type="rapportage", subject_key=report.slug, subject_title=report.title, field="naam",
            old_value="een naam", new_value="weggehaald", reason=reason, editor_function=function_of(by),
        )  # fmt: skip


def _turn(place: NamedPlace) -> int:
    """Return when a place is done: keys of rows first, for what names such a row follows it."""
    if place.is_key and place.column.unique:
        return 0
    return 1 if place.column.name == "former_keys" else 2


def _report_of(row: Any) -> Report | None:
    if isinstance(row, OfReport | Correction):
        return row.report if isinstance(row, Correction) else row.report_of()  # type: ignore[return-value]
    return report_of(row) if isinstance(row, Counted) and str(row._meta.verbose_name) in SUBJECTS else None


def _replace(place: NamedPlace, name: PersonName) -> None:
    # A text that must be unique gets a number; and one update skips the audit trail, which would keep the name.
    instead = f"{INSTEAD} {place.row.pk}" if place.column.unique else INSTEAD
    rows: Any = type(place.row)._default_manager.filter(pk=place.row.pk)
    now = str(rows.values_list(place.column.attname, flat=True).get())
    new = name.out_of_text(now, instead)[: place.column.max_length or None]
    if isinstance(place.row, Correction) and new in rows.values_list("old_value", "new_value").get():
        # A correction changes something, and both of its values may be a name.
        new = f"{new} (anders)"
    rows.update(**{place.column.attname: new})


def _replace_key(place: NamedPlace, name: PersonName) -> None:
    """Give a row a key without the name. The key of now does not become one of before: that would keep the name."""
    rows: Any = type(place.row)._default_manager.filter(pk=place.row.pk)
    # What is named by the key of another row followed that row already.
    now = str(rows.values_list(place.column.attname, flat=True).get())
    if place.column.name == "former_keys":
        gone = [key for key in now.split() if name.in_key.search(key)]
        new = " ".join(key for key in now.split() if key not in gone)
        for key in gone:
            _follow(place.row, key, str(rows.get().key))
    else:
        new = name.out_of_key(now) or slugify(f"{place.row._meta.verbose_name} {place.row.pk}")
        others = type(place.row)._default_manager.filter(**{place.column.attname: new}).exclude(pk=place.row.pk)
        if place.column.unique and others.exists():
            new = f"{new}-{place.row.pk}"
        if place.column.unique:
            _follow(place.row, now, new)
    rows.update(**{place.column.attname: new})


def _follow(row: Any, old: str, new: str) -> None:
    """Let what names a row by its key name it by the new one: corrections, and what readers chose to hear about."""
    word = str(row._meta.verbose_name)
    Correction.objects.filter(subject_type=word, subject_key=old).update(subject_key=new)
    choices = apps.get_model("portal", "Choice")._default_manager.filter(kind=word)
    for choice in choices.filter(slug=old):
        if choices.filter(subscriber=choice.subscriber, slug=new, sector=choice.sector).exists():
            choice.delete()
        else:
            choices.filter(pk=choice.pk).update(slug=new)


def _clear_json(name: PersonName) -> None:
    """Take the name out of what is kept as JSON: the trail, proposals, merged actions, read documents, workbooks and forms."""
    _clear(LogEntry, ("object_repr", "changes", "changes_text", "additional_data", "serialized_data"), name)
    _clear(Proposal, ("changes", "sent", "place"), name)
    _clear(apps.get_model("measures", "Action"), ("merged_events",), name)
    _clear(ReadRow, ("values",), name)
    _clear(ReadDocument, ("doubts", "gone"), name)
    _clear(Upload, ("name", "sheets"), name)
    _clear(SavedForm, ("rows", "sent"), name)


def _clear(model: Any, columns: tuple[str, ...], name: PersonName) -> None:
    for pk, *values in model._base_manager.values_list("pk", *columns).iterator():
        found = {column: name.out_of(value) for column, value in zip(columns, values, strict=True)}
        changed = {column: value for (column, value), old in zip(found.items(), values, strict=True) if value != old}
        if changed:
            model._default_manager.filter(pk=pk).update(**changed)
