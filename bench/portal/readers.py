"""Many readers of messages by e-mail, and one publication that changes forty things."""

from collections.abc import Iterator

from django.utils import timezone

from measures.enums import ReportKind, ReportState, Status
from measures.models import Measure, Report, Role
from measures.publication.freezing import loading
from motions.models import Motion
from portal.subscriptions.gathering.found import note_news
from portal.subscriptions.models import Choice, Frequency, SubjectKind, Subscriber

AT_ONCE = 1_000


def make_readers(count: int) -> None:
    """Create readers with choices of all kinds, three of ten with all news. Few have exactly the same choices."""
    note_news()
    now = timezone.now()
    choices = list(_choices())
    for begin in range(0, count, AT_ONCE):
        readers = Subscriber.objects.bulk_create(
            Subscriber(
                address=f"lezer{number}@example.nl", frequency=Frequency.AT_ONCE, confirmed_at=now, consent_at=now,
                consent_words="Ja.",
            )
            for number in range(begin, min(begin + AT_ONCE, count))
        )  # fmt: skip
        Choice.objects.bulk_create(
            Choice(subscriber=reader, kind=kind, slug=slug)
            for number, reader in enumerate(readers, start=begin)
            for kind, slug in _chosen(number, choices)
        )


def _choices() -> Iterator[tuple[str, str]]:
    for kind, model in ((SubjectKind.ROLE, Role), (SubjectKind.MEASURE, Measure), (SubjectKind.MOTION, Motion)):
        for record in model.objects.published():
            yield kind.value, record.key


def _chosen(number: int, choices: list[tuple[str, str]]) -> set[tuple[str, str]]:
    if number % 10 < 3:
        return {(SubjectKind.ALL.value, "")}
    return {choices[number * step % len(choices)] for step in range(1, number % 4 + 2)}


def publish_changes(count: int) -> None:
    """Publish a progress report in which `count` measures and motions have another status than before."""
    report = Report(
        slug="meting", kind=ReportKind.PROGRESS, number=99, title="Rapportage voor een meting", publication="1 mei 2099",
        reference="1 april 2099", location="Voorblad", state=ReportState.PUBLISHED, published_at=timezone.now(),
    )  # fmt: skip
    with loading():
        report.save()
        for place, record in enumerate([*Measure.objects.published().with_stand(), *Motion.objects.published().with_stand()]):
            stand = record.stand
            if place < count:
                stand.status = Status.DONE if stand.status != Status.DONE else Status.UNDERWAY
            # A copy of the newest snapshot, in the new report.
            stand.pk, stand.report, stand._state.adding = None, report, True
            stand.save()
