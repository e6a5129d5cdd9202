"""What a proposal can be about: the rows that belong to no report, and through which reports visitors see them."""

from dataclasses import dataclass
from typing import Any

from laws.models import Bill
from measures.models import Action, Goal, Measure, Party, Priority, Report, Role, Sector, Stakeholder
from measures.models.base import Counted
from motions.models import Motion


@dataclass(frozen=True)
class Proposable:
    """A kind of row. `path` is the ORM path from a row to the reports that name it."""

    model: type[Counted]
    path: str

    @property
    def word(self) -> str:
        """Return the Dutch word in addresses, such as "actie"."""
        return str(self.model._meta.verbose_name)

    @property
    def heading(self) -> str:
        return str(self.model._meta.verbose_name_plural).capitalize()

    @property
    def list_name(self) -> str:
        """Return the name of the URL pattern of the list of these rows in the admin."""
        return f"admin:{self.model._meta.app_label}_{self.model._meta.model_name}_changelist"


SUBJECTS = {
    subject.word: subject
    for subject in (
        Proposable(Action, "mentions__report"),
        Proposable(Bill, "snapshots__report"),
        Proposable(Motion, "snapshots__report"),
        Proposable(Measure, "snapshots__report"),
        Proposable(Goal, "snapshots__report"),
        Proposable(Priority, "snapshots__report"),
        Proposable(Role, "actions__mentions__report"),
        Proposable(Sector, "actions__mentions__report"),
        Proposable(Party, "representations__report"),
        Proposable(Stakeholder, "involvements__snapshot__report"),
    )
}


def subject_of(row: Counted) -> Proposable:
    return SUBJECTS[str(row._meta.verbose_name)]


def report_of(row: Counted) -> Report | None:
    """Return the newest published report that names the row: visitors see the row through it. None when they do not see it."""
    rows: Any = type(row)._base_manager.filter(pk=row.pk)
    named_by = rows.order_by().values(subject_of(row).path)
    return Report.objects.published().filter(pk__in=named_by).newest_first().first()
