"""The kinds of row that have a list, and the form of one line of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.utils.functional import SimpleLazyObject
from django.utils.text import Truncator

from laws.models import Bill, Requirement
from laws.models.effect import StatedEffect
from measures.models import (
    Action,
    ActionMention,
    Figure,
    Finding,
    Goal,
    Measure,
    Party,
    Report,
    ReportSection,
    Representation,
    SectionItem,
    SourceNote,
)
from motions.models import Motion
from portal.desk.lists.names import Names, RecordField, RecordsField
from portal.desk.merging.values import links_to
from portal.desk.parts import effects_elsewhere, named_parts, problem_of_part
from portal.desk.rows.fields import form_field
from portal.desk.rows.forms import WIDGETS, RowForm

TEXTS = ("text", "summary")
# How many characters of a row its name has, in what the page says about it.
LONGEST_NAME = 60


@dataclass(frozen=True)
class Listed:
    """A kind of row with a list: its model, the fields of a line, and the records that a line chooses by name.

    `has_page` says that a row also has a page of its own. `parts` is the kind of the rows that belong to a row, if any, and
    `within` the foreign key to what a row belongs to. `line` is the form of a line, where it is one of its own.
    """

    model: Any
    fields: tuple[str, ...]
    records: tuple[tuple[str, Any], ...] = ()
    has_page: bool = True
    parts: "Listed | None" = None
    line: "type[LineForm] | None" = None
    within: str = "report"

    @property
    def is_ordered(self) -> bool:
        return "position" in self.fields

    @property
    def heading(self) -> str:
        return str(self.model._meta.verbose_name_plural).capitalize()

    @property
    def links(self) -> list[str]:
        """Return the names of the fields that hold several records."""
        many = {column.name for column in self.model._meta.many_to_many}
        return [name for name, _model in self.records if name in many or name in links_to(self.model)]

    def form_of(self, report: Report, names: Mapping[Any, Names]) -> Any:
        """Return the class of the form of one line. `names` has those of the records that it chooses from, by their model."""
        chosen = {name: names[model] for name, model in self.records}

        def field_of(column: models.Field, **kwargs: Any) -> forms.Field | None:
            if column.name not in chosen:
                return form_field(column, **kwargs)
            if column.many_to_many:
                return RecordsField(chosen[column.name], label=str(column.verbose_name))
            return RecordField(chosen[column.name], label=column.verbose_name, required=not column.blank)

        widgets: dict[str, Any] = dict.fromkeys(TEXTS, WIDGETS["text"]) | WIDGETS
        own = {
            "linked": {name: chosen[name] for name in self.links if name not in self.fields},
            # Read once for all lines, and only when one must be checked.
            "known_parts": SimpleLazyObject(named_parts),
            "elsewhere": SimpleLazyObject(lambda: effects_elsewhere(report)),
        }
        return forms.modelform_factory(
            self.model, form=type("Linked", (self.line or LineForm,), own), fields=self.fields, formfield_callback=field_of,
            widgets={name: widget for name, widget in widgets.items() if name in self.fields},
        )  # fmt: skip


class LineForm(RowForm):
    """The form of a line of a list. `linked` has the names for the links that are stored at their other end, by field.

    `group` holds the lines of the parts of the row, see `portal.desk.lists.row_list.Group`; without parts it is None.
    """

    linked: Mapping[str, Names] = {}
    group: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, names in self.linked.items():
            self.fields[name] = RecordsField(names, label=str(names.model._meta.verbose_name_plural))

    def save(self, commit: bool = True) -> Any:
        row = super().save(commit)
        for name in self.linked:
            getattr(row, name).set(self.cleaned_data[name])
        return row

    @property
    def words(self) -> str:
        """Return what the row is called for who only hears the page: the begin of its title or text."""
        said = next((str(self[name].value() or "") for name in ("title", "text") if name in self.fields), "")
        return Truncator(said).chars(LONGEST_NAME) or "een nieuwe rij"

    @property
    def is_to_save(self) -> bool:
        """Return whether the line changed. A new row with parts is saved, whatever it says itself."""
        return not self.is_removed and (self.has_changed() or bool(self.instance.pk is None and self.changed_parts))

    @property
    def changed_parts(self) -> list["LineForm"]:
        parts = self.group.forms if self.group and not self.is_removed else []
        return [form for form in parts if form.is_removed or form.has_changed()]


class EffectLine(LineForm):
    """A line about an effect of a bill. Its part is one that the bill has, see `problem_of_part`.

    `elsewhere` has the effects that other reports state. Those of its own draft are the lines beside it, which change as well.
    """

    known_parts: Mapping[int, set[str]] = {}
    elsewhere: Mapping[StatedEffect, Report] = {}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.instance.elsewhere = self.elsewhere
        bill = getattr(cleaned.get("bill"), "pk", None)
        if problem := problem_of_part(self.known_parts, bill, cleaned.get("part", "")):
            self.add_error("part", problem)
        return cleaned


FIGURES = Listed(Figure, ("description", "value", "unit", "group"), has_page=False, within="finding")
POINTS = Listed(
    SectionItem, ("position", "heading", "period", "chosen_days", "text", "url", "location", "measures"),
    (("measures", Measure),), has_page=False, within="section",
)  # fmt: skip
# By the word in the URL, which is also the word of the page of one row.
LISTS: dict[str, Listed] = {
    "hoofdstuk": Listed(ReportSection, ("position", "title", "summary", "location"), parts=POINTS),
    "bevinding": Listed(
        Finding, ("position", "goal", "measure", "text", "location"), (("goal", Goal), ("measure", Measure)), parts=FIGURES
    ),
    "vermelding": Listed(
        ActionMention,
        (
            "action", "column", "period", "location", "chosen_days", "condition", "states_in_force", "in_force_from",
            "in_force_until",
        ),
        (("action", Action),),
    ),
    "partij": Listed(
        Representation, ("position", "group_printed", "party", "party_printed", "location"), (("party", Party),), has_page=False
    ),
    "bronnotitie": Listed(
        SourceNote, ("title", "text", "weight", "location", "measures", "actions"),
        (("measures", Measure), ("actions", Action), ("bills", Bill), ("motions", Motion)),
    ),
    "gevolg": Listed(
        Requirement, ("bill", "part", "effect", "action", "location"), (("bill", Bill), ("action", Action)), has_page=False,
        line=EffectLine,
    ),
}  # fmt: skip
