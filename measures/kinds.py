"""The kinds of record that have snapshots, tasks for editors and corrections: measures, bills, motions and goals.

Priorities have only snapshots, so they are not a kind. This table is the only list of kinds. Its models are strings, because this
app must not import `laws` or `motions`. `tests/portal/test_kinds.py` names every place to which a new kind must be added.
"""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model


@dataclass(frozen=True)
class Kind:
    """One kind of record.

    - `word`, `plural`: Dutch and public, in URLs, files and the API.
    - `field`: the name of the foreign key from a snapshot or a task to the record, and of the URL pattern of its page.
    - `label`: the model, as `app.Model`.
    - `is_compared`: whether the differences between two reports include changes of this kind.
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
        """Return `word` with a capital."""
        return self.word.capitalize()

    @property
    def heading(self) -> str:
        """Return the heading above a list of these records."""
        return self.plural.capitalize()

    @property
    def model(self) -> Any:
        """Return the model of the record itself."""
        return apps.get_model(self.label)

    @property
    def snapshot(self) -> Any:
        """Return the snapshot model of this kind."""
        return self.model._meta.get_field("snapshots").related_model

    def key_of(self, record: Any) -> str:
        """Return the natural key of a record, such as a slug or a number, as it stands in URLs."""
        return str(getattr(record, record.natural_key_field))

    def find(self, key: str) -> Any:
        """Return the record with this natural key, or None. The key may be any text: a goal has a number, and "abc" is none."""
        return find(self.model, key)


MEASURE = Kind("maatregel", "maatregelen", "measure", "measures.Measure")
BILL = Kind("wetsvoorstel", "wetsvoorstellen", "bill", "laws.Bill")
MOTION = Kind("motie", "moties", "motion", "motions.Motion")
# Not compared: goals have no status. The page of a report shows the titles and measures of its own goals.
GOAL = Kind("doel", "doelen", "goal", "measures.Goal", is_compared=False)

# The order of the kinds in lists, such as the worklist.
KINDS = (MEASURE, BILL, MOTION, GOAL)


def find(model: type[Model], key: Any) -> Any:
    """Return the row of `model` with this natural key, or None. The key may be any value."""
    name = model.natural_key_field
    try:
        return model._default_manager.filter(**{name: model._meta.get_field(name).to_python(key)}).first()
    except ValidationError:
        return None


def kind_called(word: str) -> Kind | None:
    """Return the kind with this public word, or None."""
    return next((kind for kind in KINDS if kind.word == word), None)


def kind_of(record: Model | type[Model]) -> Kind:
    """Return the kind of a record, or of a model of records. Raises `ValueError` for a model that is no kind."""
    for kind in KINDS:
        if kind.label == record._meta.label:
            return kind
    raise ValueError(f"{record._meta.label} is no kind of record.")
