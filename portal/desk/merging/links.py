"""The names of links in the audit trail, at the row that a line of the trail is about.

django-auditlog names links by the field that holds them, also in a line about a row at the other end. So for the line about a
source note, its bills and its motions are both called `source_notes`. The words of the line tell them apart.
"""

from collections.abc import Iterable
from typing import Any

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models

from portal.desk.merging.values import links_to


class LinkNames:
    """Gives the changes in lines of the trail the names that they have at the row of the line.

    At most one query for each kind of row that a name can stand for, and none while no name stands for more than one kind.
    """

    def __init__(self) -> None:
        self._called: dict[type[models.Model], set[str]] = {}

    def changes_in(self, entry: LogEntry) -> dict[str, Any]:
        """Return the changes of a line by name. Links that cannot be told apart keep the name of the line."""
        model: Any = ContentType.objects.get_for_id(entry.content_type_id).model_class()
        return {
            self._own_name(model, name, change["objects"]) if isinstance(change, dict) else name: change
            for name, change in (entry.changes or {}).items()
        }

    def _own_name(self, model: type[models.Model], name: str, words: Iterable[str]) -> str:
        ends = _other_ends(model, name)
        if len(ends) > 1:
            ends = {end: linked for end, linked in ends.items() if self._words(linked).issuperset(words)}
        return next(iter(ends)) if len(ends) == 1 else name

    def _words(self, model: type[models.Model]) -> set[str]:
        if model not in self._called:
            self._called[model] = {str(row) for row in model._base_manager.all()}
        return self._called[model]


def _other_ends(model: type[models.Model], name: str) -> dict[str, type[models.Model]]:
    """Return the links of a model that a line of the trail can call `name` while their field is at the other end."""
    if name in {many.name for many in model._meta.many_to_many}:
        return {}
    return {end: relation.related_model for end, relation in links_to(model).items() if relation.field.name == name}


def is_link(model: type[models.Model], name: str) -> bool:
    """Return whether rows of a model have links by this name."""
    return name in links_to(model) or name in {many.name for many in model._meta.many_to_many}


def label_of_links(model: type[models.Model], name: str) -> str:
    """Return in Dutch what links are called that `LinkNames` named; all that they can be when it could not tell."""
    known = {end: relation.related_model for end, relation in links_to(model).items()}
    if name in {many.name for many in model._meta.many_to_many}:
        return str(model._meta.get_field(name).verbose_name)
    linked = [known[name]] if name in known else _other_ends(model, name).values()
    return " of ".join(str(each._meta.verbose_name_plural) for each in linked)
