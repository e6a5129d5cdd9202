"""The kinds of record: what reports keep snapshots of, an editor works through, and a correction is about.

This table is the only place that lists them. Models are named, as in a foreign key to a model of another app, because the
table stands below `laws` and `motions`. `tests/portal/test_kinds.py` names every place that has to know a new kind.
"""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model


@dataclass(frozen=True)
class Kind:
    """One kind of record.

    `word` and `plural` are Dutch and public: they stand in URLs, files and the API. `field` names the foreign key from a
    snapshot or a task to the record, and the URL pattern of the page of one record. `label` is the model, as `app.Model`.
    `is_compared`: the changes between two reports tell of this kind.
    """

    word: str
    plural: str
    field: str
    label: str
    is_compared: bool = True

    def __str__(self) -> str:
        return self.word

    @property
    def title(self) -> str:
        """The word with a capital."""
        return self.word.capitalize()

    @property
    def heading(self) -> str:
        """The heading above a list of these records."""
        return self.plural.capitalize()

    @property
    def model(self) -> Any:
        """The model of the record itself."""
        return apps.get_model(self.label)

    @property
    def snapshot(self) -> Any:
        """The model of what one report says about such a record."""
        return self.model._meta.get_field("snapshots").related_model

    def key_of(self, record: Model) -> str:
        """Return the natural key of a record, such as a slug or a number, as it stands in URLs."""
        return str(getattr(record, self.model.natural_key_field))


MEASURE = Kind("maatregel", "maatregelen", "measure", "measures.Measure")
BILL = Kind("wetsvoorstel", "wetsvoorstellen", "bill", "laws.Bill")
MOTION = Kind("motie", "moties", "motion", "motions.Motion")
# No report says which goals changed; their titles and measures are told with the report itself.
GOAL = Kind("doel", "doelen", "goal", "measures.Goal", is_compared=False)

# In the order in which lists show them.
KINDS = (MEASURE, BILL, MOTION, GOAL)


def kind_called(word: str) -> Kind | None:
    """Return the kind with this public word, or None."""
    return next((kind for kind in KINDS if kind.word == word), None)


def kind_of(record: Model) -> Kind:
    """Return the kind of a record. Raises `ValueError` for a model that is no kind."""
    for kind in KINDS:
        if kind.label == record._meta.label:
            return kind
    raise ValueError(f"{record._meta.label} is no kind of record.")
