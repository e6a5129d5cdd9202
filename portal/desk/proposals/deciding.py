"""The decision about a proposal: approved with a reason by a second person, refused with a reason, or taken back."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from measures.kinds import KINDS, Kind
from measures.models import Action, Correction, Report
from measures.models.base import Counted
from measures.models.note import ABOUT_REPORT, MERGED
from measures.models.renamed import Renamed
from measures.publication.counting import hold_changes
from measures.publication.freezing import correcting
from portal.desk.editing.prose import readable_reason
from portal.desk.models import Proposal
from portal.desk.prepared.carrying import CarryOutError, ChangedSinceError, carry_out
from portal.desk.prepared.deciders import one_pair_of_eyes
from portal.desk.prepared.rehearsal import rehearsal
from portal.desk.proposals.changing import Change, ProposalError, apply, label_of, overtaken
from portal.desk.proposals.merging import merge
from portal.desk.proposals.names import take_out
from portal.desk.proposals.subjects import SUBJECTS, report_of
from portal.desk.roles import function_of
from portal.search.index import is_behind, rebuild


class OvertakenError(ProposalError):
    """A proposal about values that somebody changed since. `fields` has (field, value then, value now)."""

    def __init__(self, fields: list[tuple[str, str, str]], words: str = "Dit is veranderd nadat het werd voorgesteld.") -> None:
        super().__init__(f"{words} Er is niets gewijzigd.")
        self.fields = fields


def row_of(proposal: Proposal) -> Any:
    """Return the row that a proposal is about, or None when it is gone."""
    subject = SUBJECTS.get(proposal.kind)
    return subject.model._base_manager.filter(pk=proposal.row).first() if subject else None


@transaction.atomic
def approve(proposal: Proposal, by: Any, reason: str, *, is_owner: bool = False) -> Proposal:
    """Carry out a proposal, with a public reason. The same transaction makes the corrections and rebuilds the search index.

    Raises `ProposalError` when it is decided already, when `by` is no second person and `settings.FOUR_EYES` is on, when the
    reason is empty, or when what is proposed is not possible any more (`OvertakenError`). `is_owner` is for a command on the
    server: who owns the server needs no second person.
    """
    hold_changes()
    locked = _locked(proposal)
    one_pair = one_pair_of_eyes(locked, by)
    if settings.FOUR_EYES and one_pair and not is_owner:
        raise ProposalError(f"{one_pair} Laat iemand anders besluiten.")
    reason = _reason(reason)
    with correcting(reason, proposed_by=locked.by.get_username()):
        DO[Proposal.Act(locked.act)](locked, by, reason)
    _decide(locked, Proposal.State.APPROVED, by, reason)
    if is_behind():
        rebuild()
    return locked


@contextmanager
def as_if_approved(proposal: Proposal, by: Any) -> Iterator[None]:
    """Let the block see what visitors would see if `by` approved the proposal now; then everything is as it was.

    Raises `ProposalError` when it cannot be carried out.
    """
    with rehearsal():
        hold_changes()
        locked = _locked(proposal)
        with correcting(locked.reason, proposed_by=locked.by.get_username()):
            DO[Proposal.Act(locked.act)](locked, by, locked.reason)
        yield


@transaction.atomic
def refuse(proposal: Proposal, by: Any, reason: str) -> Proposal:
    """Refuse a proposal. The reason is for who proposed it. Raises `ProposalError` when it is decided, or without a reason."""
    return _decide(_locked(proposal), Proposal.State.REFUSED, by, _reason(reason))


@transaction.atomic
def take_back(proposal: Proposal, by: Any) -> Proposal:
    """Take back one's own proposal. Raises `ProposalError` when it is decided already, or somebody else's."""
    locked = _locked(proposal)
    if locked.by_id != by.pk:
        raise ProposalError("Alleen wie iets voorstelde, neemt het terug. U kunt het weigeren.")
    return _decide(locked, Proposal.State.TAKEN_BACK, by, "")


def _locked(proposal: Proposal) -> Proposal:
    locked = Proposal.objects.select_for_update(of=("self",)).select_related("by").get(pk=proposal.pk)
    if not locked.is_open:
        raise ProposalError("Over dit voorstel is al besloten.")
    return locked


def _reason(reason: str) -> str:
    try:
        return readable_reason(reason)
    except ValueError as error:
        raise ProposalError(str(error)) from error


def _decide(proposal: Proposal, state: Proposal.State, by: Any, reason: str) -> Proposal:
    proposal.state, proposal.decided_by, proposal.decided_at, proposal.decision = state, by, timezone.now(), reason
    # A name that must go stays nowhere, whatever was decided.
    proposal.name = ""
    proposal.save()
    return proposal


def _change(proposal: Proposal, by: Any, reason: str) -> None:
    row = SUBJECTS[proposal.kind].model._base_manager.select_for_update().filter(pk=proposal.row).first()
    if row is None:
        raise ProposalError("Dit bestaat niet meer.")
    if fields := overtaken(row, proposal):
        raise OvertakenError(fields)
    report, title, key = report_of(row), str(row), row.key if isinstance(row, Renamed) else ""
    apply(row, proposal.changes)
    if isinstance(row, Renamed):
        move_corrections(row, key, row.key)
    if report is not None:
        correct(row, title, report, proposal.changes, reason, by)


def kind_with(row: Counted) -> Kind | None:
    return next((kind for kind in KINDS if isinstance(row, kind.model)), None)


def subject_in(row: Counted, report: Report) -> tuple[str, str]:
    """Return the type and the key of the subject of a correction: the record, or the report for what is no such record."""
    kind = kind_with(row)
    return (kind.word, kind.key_of(row)) if kind else (ABOUT_REPORT, report.slug)


def move_corrections(row: Counted, old: str, new: str) -> None:
    """Let the corrections of a record follow it to another key, so that they stay on its page and in its feed."""
    kind = kind_with(row)
    if kind and old != new:
        Correction.objects.filter(subject_type=kind.word, subject_key=old).update(subject_key=new)


def correct(row: Counted, title: str, report: Report, changes: Iterable[Change], reason: str, by: Any) -> None:
    """Store a public correction for each change of a row, in the report through which visitors see it.

    `title` is what the row was called until now.
    """
    subject_type, key = subject_in(row, report)
    prefix = f"{row._meta.verbose_name}, " if subject_type == ABOUT_REPORT else ""
    for change in changes:
        if change["was_words"] != change["becomes_words"]:
            Correction.objects.create(
                report=report, subject_type=subject_type, subject_key=key, subject_title=title[:250],
                field=f"{prefix}{label_of(row, change['field'])}"[:80], old_value=change["was_words"],
                new_value=change["becomes_words"], reason=reason, editor_function=function_of(by), action_key=action_key(row),
            )  # fmt: skip


def action_key(row: Counted) -> str:
    return row.lasting_key if isinstance(row, Action) else ""


def _merge(proposal: Proposal, by: Any, reason: str) -> None:
    rows = SUBJECTS[proposal.kind].model._base_manager.select_for_update()
    row, into = (rows.filter(pk=pk).first() for pk in (proposal.row, proposal.into))
    if row is None or into is None:
        raise ProposalError("Dit bestaat niet meer.")
    report, title, key = report_of(row), str(row), row.key if isinstance(row, Renamed) else ""
    if isinstance(row, Action):
        Correction.objects.filter(action_key=row.lasting_key).update(action_key=into.lasting_key)
    merge(row, into)
    if isinstance(into, Renamed):
        move_corrections(into, key, into.key)
    if report is not None:
        subject_type, subject_key = subject_in(into, report)
        Correction.objects.create(
            report=report, subject_type=subject_type, subject_key=subject_key, subject_title=title[:250], field=MERGED,
            new_value=str(into), reason=reason, editor_function=function_of(by), action_key=action_key(into),
        )  # fmt: skip


def _take_out(proposal: Proposal, by: Any, reason: str) -> None:
    take_out(proposal, reason, by)


def _send_again(proposal: Proposal, by: Any, reason: str) -> None:
    try:
        carry_out(proposal, reason, by)
    except ChangedSinceError as error:
        raise OvertakenError(error.fields, str(error)) from error
    except CarryOutError as error:
        raise ProposalError(str(error)) from error


# How each kind of proposal is carried out.
DO: dict[Proposal.Act, Callable[[Proposal, Any, str], None]] = {
    Proposal.Act.CHANGE: _change,
    Proposal.Act.MERGE: _merge,
    Proposal.Act.NAME: _take_out,
    Proposal.Act.CORRECT: _send_again,
    Proposal.Act.TICK: _send_again,
    Proposal.Act.WITHDRAW: _send_again,
    Proposal.Act.NEW: _send_again,
}
