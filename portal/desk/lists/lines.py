"""The lines of one kind of row: the form of each, what a browser sends for it, and its key on the page."""

import copy
import re
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.http import QueryDict

from measures.models import Report
from portal.desk.lists.kinds import LineForm, Listed
from portal.desk.lists.names import Names
from portal.desk.merging.form_data import as_sent, content_fields, inputs_with, sent_for
from portal.desk.merging.three_way import Row

# What the key of a line that is not stored yet has before its number, and the checkbox that removes a line.
NEW, REMOVE = "nieuw", "DELETE"
_NEW_LINE = re.compile(rf"(?:(?P<owner>\d+|{NEW}-\d+)-)?{NEW}-\d{{1,4}}")


class Lines:
    """The lines of one kind.

    The key of a line is its prefix in POST data. A stored row has its primary key; a part of another row has the name of its
    model before it. A new line has `NEW` and a number; that of a part has the key of its owner before it.
    """

    def __init__(self, report: Report, listed: Listed, names: Mapping[Any, Names], *, is_part: bool) -> None:
        self.listed, self.model = listed, listed.model
        self.form_class: type[LineForm] = listed.form_of(report, names)
        self.fields = content_fields(self.form_class(prefix=NEW), self.model)
        self._before = f"{self.model._meta.model_name}-" if is_part else ""
        self._blank = self.own(self.shown(self.model()))

    def key(self, row: models.Model) -> str:
        return f"{self._before}{row.pk}"

    def form(self, row: models.Model, prefix: str, data: QueryDict | None) -> LineForm:
        # A copy: validating a form puts the new values into its instance.
        instance = copy.copy(row)
        initial = {name: self._value(row, name) for name in self.listed.links}
        form = self.form_class(
            data, instance=instance, prefix=prefix, initial=initial, empty_permitted=row.pk is None and is_new(prefix),
            use_required_attribute=False,
        )  # fmt: skip
        form.is_removed = data is not None and is_removed(data, prefix)
        return form

    def shown(self, row: models.Model) -> Row:
        """Return what a browser sends for a stored row."""
        return {name: as_sent(each, self._value(row, name)) for name, each in self.fields.items()}

    def sent(self, key: str, data: QueryDict) -> Row:
        return {name: sent_for(each, f"{key}-{name}", data) for name, each in self.fields.items()}

    def is_blank(self, row: Row) -> bool:
        return self.own(row) in (self._blank, dict.fromkeys(self._blank, ()))

    def own(self, row: Row) -> Row:
        """Return a row without what a new line takes from the line above it: that alone makes no row."""
        return {name: value for name, value in row.items() if name not in self.form_class.inherited}

    def put(self, data: QueryDict, key: str, row: Row) -> None:
        for name, value in row.items():
            for name_of_input, texts in inputs_with(self.fields[name], f"{key}-{name}", value).items():
                data.setlist(name_of_input, texts)

    def _value(self, row: models.Model, name: str) -> Any:
        if name in self.listed.links:
            return [each.pk for each in getattr(row, name).all()] if row.pk else []
        return row._meta.get_field(name).value_from_object(row)


def is_new(key: str) -> bool:
    return _NEW_LINE.fullmatch(key) is not None


def owner_of_new(key: str) -> str:
    """Return the key of the row that a new line belongs to; empty for a line that is no part."""
    found = _NEW_LINE.fullmatch(key)
    return (found["owner"] or "") if found else ""


def is_removed(data: QueryDict, key: str) -> bool:
    return data.get(f"{key}-{REMOVE}") == "on"


def renamed(data: QueryDict, made: Mapping[str, str]) -> QueryDict:
    """Return data in which the lines that were new have the keys that their rows got in an earlier save (`made`)."""
    copied = QueryDict(mutable=True)
    for name, values in data.lists():
        line = max((key for key in made if name.startswith(f"{key}-")), key=len, default="")
        copied.setlist(f"{made[line]}{name[len(line) :]}" if line else name, values)
    return copied
