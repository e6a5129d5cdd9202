"""Many-to-many fields whose links follow the rules of published content."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models, transaction

from measures.publication.counting import count_change
from measures.publication.freezing import guard, is_of_report, refuse_without_reason, reports_of

# The primary keys of the linked rows, by the model at each end of the links.
Linked = dict[type[models.Model], set[int]]


class LinkQuerySet(models.QuerySet):
    """Rows of the table between two models. Django writes every link through this queryset.

    A link to a row of a report follows the rules of that report: a new link is a new row of the report. A link between two rows
    without a report is a change of what is public when both rows are public; when the row with the field is public, it needs a
    reason (`correcting()`).
    """

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        objs = list(objs)
        linked = {end.related_model: {getattr(link, end.attname) for link in objs} for end in self._ends}
        with transaction.atomic():
            self._guard(linked, is_new=True)
            made = super().bulk_create(objs, *args, **kwargs)
            # After the write, because the link itself can make a role or a sector public.
            self._count(linked)
        return made

    bulk_create.alters_data = True

    def delete(self) -> tuple[int, dict[str, int]]:
        linked = {end.related_model: set(self.values_list(end.attname, flat=True)) for end in self._ends}
        with transaction.atomic():
            self._guard(linked)
            self._count(linked)
            return super().delete()

    delete.alters_data = True
    delete.queryset_only = True

    @property
    def _ends(self) -> list[models.ForeignKey]:
        return [field for field in self.model._meta.fields if isinstance(field, models.ForeignKey)]

    def _guard(self, linked: Linked, *, is_new: bool = False) -> None:
        for model, keys in linked.items():
            if is_of_report(model):
                guard(reports_of(model._default_manager.filter(pk__in=keys)), is_new=is_new)
        # The first end is the model with the field.
        owner = self._ends[0].related_model
        if not any(map(is_of_report, linked)) and owner._default_manager.published().filter(pk__in=linked[owner]).exists():
            refuse_without_reason()

    @staticmethod
    def _count(linked: Linked) -> None:
        # `guard` has counted a link to a row of a report.
        if not any(map(is_of_report, linked)) and all(
            model._default_manager.published().filter(pk__in=keys).exists() for model, keys in linked.items()
        ):
            count_change()


class Links(models.ManyToManyField):
    """A many-to-many field of content. It differs from its parent class in Python only, so a migration names the parent class."""

    def contribute_to_class(self, cls: type[models.Model], name: str, **kwargs: Any) -> None:
        super().contribute_to_class(cls, name, **kwargs)
        if not cls._meta.abstract and isinstance(between := self.remote_field.through, type):
            between._meta.default_manager_name = "links"
            between.add_to_class("links", LinkQuerySet.as_manager())

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.ManyToManyField", args, kwargs


def is_written_elsewhere(column: Any) -> bool:
    """Return whether the links of a field are written at its other end: rows of reports.

    The audit trail has a line about links at the row where they are written, and the trail of a report is that of its rows.
    """
    return bool(column.many_to_many) and is_of_report(column.related_model) and not is_of_report(column.model)


def linked_of_reports(row: models.Model) -> list[tuple[Any, str]]:
    """Return each row of a report that is linked to a row of no report, with the name of these links at the row of the report."""
    ends = [(many.related_model, many.remote_field.get_accessor_name()) for many in row._meta.many_to_many]
    reverse = [relation for relation in row._meta.related_objects if relation.many_to_many]
    ends += [(relation.related_model, relation.field.name) for relation in reverse]
    return [
        (found, name)
        for model, name in ends
        if is_of_report(model)
        for found in model._base_manager.filter(**{name: row}).order_by("pk")
    ]
