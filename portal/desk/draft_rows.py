"""What the admin asks about a row of a draft: whether somebody else saved it since its form was opened, and who."""

from auditlog.models import LogEntry

from measures.models.base import OfReport
from portal.desk.merging.stored import StoredValues


class DraftRow:
    """A row of a draft as the database holds it now, with the rows that belong to it."""

    def __init__(self, row: OfReport) -> None:
        self._row = row
        self._stored = StoredValues.of(row)

    @property
    def token(self) -> str:
        """Return the values as a signed text, for the hidden field `opened` of a form."""
        return self._stored.token

    def changed_since(self, token: str) -> list[str]:
        """Return a sentence in Dutch for each value that differs from those in the token, and one that says who saved last."""
        changed = [f"{field} was „{old}” en is nu „{new}”." for field, old, new in self._stored.changed_since(token)]
        last = LogEntry.objects.get_for_object(self._row).select_related("actor").order_by("-timestamp", "-pk").first()
        if changed and last is not None:
            changed.append(f"De laatste wijziging hieraan is van {last.actor or 'het portaal zelf'}.")
        return changed
