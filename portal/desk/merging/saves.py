"""Forms that were saved: a form that is sent again, by the back button or a double click, goes on from what it saved."""

import datetime as dt
from collections.abc import Mapping

from django.db import models
from django.utils import timezone

from portal.desk.merging.stored import Fields, Opened, StoredValues
from portal.desk.merging.three_way import Rows
from portal.desk.models import SavedForm

# How long a form is known after it was saved.
KNOWN_FOR = dt.timedelta(days=1)


def saved_by(form: str, row: models.Model) -> SavedForm | None:
    """Return what a form saved before, or None. `form` is its name, `row` the row that it is about now; it may be new."""
    saved = SavedForm.objects.filter(form=form, kind=row._meta.label_lower).first()
    return saved if saved and row.pk in (None, saved.row) else None


def start_of(opened: Opened, saved: SavedForm) -> Mapping[str, Fields]:
    """Return the values from which a form that is sent again goes on. Of a page before the one that was saved: its own."""
    return saved.rows if saved.sent else {**opened.rows, **saved.rows}


def remember(
    opened: Opened, row: models.Model, made: Mapping[str, str], sent: Rows, rows: Mapping[str, Fields] | None = None
) -> None:
    """Remember what a form saved: the row, and the keys of rows that were new in it (`made`), by their place in the form.

    `sent` is what the browser sent; a new row has the key "<prefix>:nieuw-<number>" there, or its place. `rows` are the values
    after the save; the default is those of the row.
    """
    SavedForm.objects.filter(at__lt=timezone.now() - KNOWN_FOR).delete()
    before = saved_by(opened.form, row)
    keys = (before.made if before else {}) | dict(made)
    about = {"kind": row._meta.label_lower, "row": row.pk}
    now = StoredValues.of(row).rows if rows is None else rows
    SavedForm.objects.update_or_create(
        form=opened.form,
        defaults=about
        | {
            "made": keys,
            "rows": now,
            "sent": {keys.get(key.replace(":nieuw-", "-"), key): values for key, values in sent.items()},
        },
    )
    if not opened.first:
        return
    # Whoever goes back to the page on which the form began, makes its new rows no second time either.
    first, is_new = SavedForm.objects.get_or_create(
        form=opened.first,
        defaults=about | {"made": keys, "rows": {key: now[key] for key in keys.values() if key in now}, "sent": {}},
    )
    if not is_new:
        first.made = keys | first.made
        first.save()
