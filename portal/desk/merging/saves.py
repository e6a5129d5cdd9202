"""Forms that were saved: a form that is sent again, by the back button or a double click, goes on from what it saved."""

import datetime as dt
from collections.abc import Mapping

from django.utils import timezone

from measures.models.base import OfReport
from portal.desk.merging.stored import StoredValues
from portal.desk.merging.three_way import Rows
from portal.desk.models import SavedForm

# How long a form is known after it was saved.
KNOWN_FOR = dt.timedelta(days=1)


def saved_by(form: str, row: OfReport) -> SavedForm | None:
    """Return what a form saved before, or None. `form` is its name, `row` the row that it is about now; it may be new."""
    saved = SavedForm.objects.filter(form=form, kind=row._meta.label_lower).first()
    return saved if saved and row.pk in (None, saved.row) else None


def remember(form: str, row: OfReport, made: Mapping[str, str], sent: Rows) -> None:
    """Remember what a form saved: the row, and the keys of rows that were new in it (`made`), by their place in the form.

    `sent` is what the browser sent; a new row has the key "<prefix>:nieuw-<number>" there.
    """
    SavedForm.objects.filter(at__lt=timezone.now() - KNOWN_FOR).delete()
    before = saved_by(form, row)
    keys = (before.made if before else {}) | dict(made)
    SavedForm.objects.update_or_create(
        form=form,
        defaults={
            "kind": row._meta.label_lower,
            "row": row.pk,
            "made": keys,
            "rows": StoredValues.of(row).rows,
            "sent": {keys.get(key.replace(":nieuw-", "-"), key): values for key, values in sent.items()},
        },
    )
