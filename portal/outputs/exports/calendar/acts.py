"""The public acts about records: publications, withdrawals and corrections. They number and date the events of the records."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from measures.models import Correction, Report


@dataclass(frozen=True)
class Acts:
    """How many public acts were about a record, and the moment of the last one.

    The number is the SEQUENCE of its events. Publishing, withdrawing and correcting each add one, so it never falls.
    """

    number: int
    last: dt.datetime


def acts_of(word: str, by_key: Mapping[str, int], named: Iterable[tuple[int, int]]) -> dict[int, Acts]:
    """Return the acts about records by primary key. Two queries.

    `word` is the kind of the records in corrections, and `by_key` has their primary keys by natural key. `named` are pairs of the
    primary keys of a record and of a source about it.
    """
    reports = {report.pk: report for report in Report.objects.published() | Report.objects.withdrawn()}
    moments: dict[int, list[dt.datetime]] = defaultdict(list)
    for record, report in set(named):
        if report in reports:
            # A draft in a preview counts as published now.
            moments[record].append(reports[report].published_at or timezone.now())
            moments[record] += filter(None, [reports[report].withdrawn_at])
    corrections = Correction.objects.filter(subject_type=word, subject_key__in=by_key)
    for key, made_at in corrections.values_list("subject_key", "made_at"):
        moments[by_key[key]].append(made_at)
    return {record: Acts(len(found), max(found)) for record, found in moments.items()}
