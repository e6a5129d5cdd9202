"""All rows of one kind of a draft in one form, with their parts: the forms of the lines, and how they are checked and saved."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from measures.models import Report
from portal.desk.lists.kinds import LineForm, Listed
from portal.desk.lists.lines import Lines, is_removed
from portal.desk.lists.sent import LinesOnPage, prefix_of
from portal.desk.lists.stored import StoredList, as_lists
from portal.desk.lists.twins import refuse_twins
from portal.desk.merging.places import make_way
from portal.desk.merging.saves import remember
from portal.desk.pages.forms import free_slug
from portal.desk.rows.forms import errors_of_rows, in_order
from portal.desk.rows.order import BUTTON


@dataclass
class Group:
    """Lines below each other, as the page shows them: those of the list, or those of the parts of one row.

    `prefix` is what the key of a new line has before its number, and `total` the number of the next one. `blank` is what a script
    replaces by that number in `empty`, the form of a line that it adds.
    """

    prefix: str
    heading: str
    forms: list[LineForm]
    total: int
    empty: LineForm
    blank: str
    is_pressed: bool = False

    @property
    def is_open(self) -> bool:
        """Return whether the fold of the parts must be open: a button asked for a line, or something in it is wrong or new."""
        return self.is_pressed or any(form.is_bound and (form.instance.pk is None or form.errors) for form in self.forms)


@dataclass
class RowList:
    """The lines of one kind of row of a draft, with the parts of each row.

    `data` fills them: POST data, or None for what is stored. What was sent is merged with what is stored now, see `LinesOnPage`.
    `reader` is the user who is told.
    """

    report: Report
    listed: Listed
    reader: Any
    data: QueryDict | None = None

    def __post_init__(self) -> None:
        self.stored = StoredList(self.report, self.listed)
        self.page = LinesOnPage(self.stored, self.reader, self.data)
        self.data, self.told, self.opened = self.page.data, self.page.told, self.page.opened
        self.group = self._group("")

    @property
    def is_arranging(self) -> bool:
        """Return whether a button asked to move or add a line. Then the form comes back with everything typed, not saved."""
        return bool(self.data and self.data.get(BUTTON))

    @property
    def count(self) -> int:
        """Return how many rows are stored, without their parts."""
        return sum(not self.stored.owner(key) for key in self.stored.rows)

    @property
    def every_form(self) -> list[LineForm]:
        return [each for form in self.group.forms for each in (form, *(form.group.forms if form.group else ()))]

    def _group(self, owner: str) -> Group:
        lines, prefix, blank = self.stored.kinds[-1 if owner else 0], prefix_of(owner), "__deel__" if owner else "__prefix__"
        forms: Any = [self._form(key, lines) for key in self.page.in_group(owner)]
        if lines.listed.is_ordered:
            forms = in_order(forms)
        empty = lines.form(lines.model(), f"{prefix}-{blank}", None)
        if not owner and self.stored.has_parts:
            empty.group = self._group(f"{prefix}-{blank}")
        return Group(
            prefix, lines.listed.heading, forms, self.page.total(owner), empty, blank, self.page.is_pressed_in(owner)
        )  # fmt: skip

    def _form(self, key: str, lines: Lines) -> LineForm:
        is_part = lines is not self.stored.kinds[0]
        row = self.stored.rows.get(key) or lines.model(**self._belongs_to(key, lines))
        form = lines.form(row, key, self.data)
        if self.stored.has_parts and not is_part:
            form.group = self._group(key)
        return form

    def _belongs_to(self, key: str, lines: Lines) -> dict[str, Any]:
        """Return what a new line belongs to: the report, or the row above it; nothing while that row is new as well."""
        owner = self.stored.owner(key)
        above = self.stored.rows.get(owner) if owner else self.report
        return {lines.listed.within: above} if above else {}

    def is_valid(self) -> bool:
        """Check every changed row, so that the page can show every error. A row that stays as it is needs no check."""
        changed = list(self._changed())
        for form in changed:
            # Parts make a row, also when the row says nothing itself: that is an error.
            form.empty_permitted = False
        wrong = [form for form in changed if not form.is_valid()]
        return not wrong and not refuse_twins(self.group.forms, changed)

    def _changed(self) -> Iterator[LineForm]:
        for form in self.group.forms:
            if form.is_to_save:
                yield form
            yield from (part for part in form.changed_parts if not part.is_removed)

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """Return (anchor, name of the row and field, error) for each error."""
        found = errors_of_rows(self.group.heading, self.group.forms)
        for number, form in enumerate(self.group.forms, start=1):
            if form.group:
                found += errors_of_rows(f"{self.group.heading}, rij {number}, {form.group.heading.lower()}", form.group.forms)
        return found

    @property
    def removed(self) -> int:
        """Return how many stored rows of the list are ticked for removal."""
        return sum(bool(form.is_removed and form.instance.pk) for form in self.group.forms)

    def save(self) -> list[int]:
        """Save what changed, and return the primary keys of the rows that were added, or changed themselves or in their parts."""
        self._remove()
        make_way(form.instance for form in self._changed())
        saved: list[int] = []
        made: dict[str, str] = {}
        for form in self.group.forms:
            is_to_save, parts = form.is_to_save, form.changed_parts
            if is_to_save:
                if getattr(form.instance, "slug", None) == "":
                    form.instance.slug = free_slug(type(form.instance), form.cleaned_data["title"])
                made |= self._keep(form)
            for part in parts:
                if not part.is_removed:
                    # Once more: a new row has its key only now.
                    setattr(part.instance, self.stored.kinds[-1].listed.within, form.instance)
                    made |= self._keep(part)
            if is_to_save or parts:
                saved.append(form.instance.pk)
        self.stored.read()
        if self.page.sent_as:
            remember(self.page.sent_as, self.report, made, self.page.sent, as_lists(self.stored.shown))
        return saved

    def _remove(self) -> None:
        for form in self.every_form:
            owner = self.stored.owner(str(form.prefix))
            goes_with_its_owner = bool(owner) and self.data is not None and is_removed(self.data, owner)
            if form.is_removed and form.instance.pk and not goes_with_its_owner:
                form.instance.delete()

    def _keep(self, form: LineForm) -> dict[str, str]:
        """Save a row, and return its key by its place when it is new."""
        is_added = form.instance.pk is None
        row = form.save()
        return {str(form.prefix): self.stored.kind_of(row).key(row)} if is_added else {}
