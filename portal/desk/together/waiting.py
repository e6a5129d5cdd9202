"""What waits for somebody: their tasks, remarks of colleagues, drafts and proposals that need another pair of eyes, publications
that were stopped, and second steps to confirm."""

from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from measures.enums import ReportState
from portal.desk.account_models import StepReset
from portal.desk.models import Offer
from portal.desk.pages.desk import stand_address
from portal.desk.persons import is_one_person, opened_accounts
from portal.desk.prepared.deciders import waiting_proposals
from portal.desk.roles import EDIT, PUBLISH
from portal.desk.team_models import Approval, PlannedPublication
from portal.desk.together.dividing import waiting_tasks
from portal.desk.together.remarks import waiting_remarks


def waiting_for(user: Any) -> dict[str, Any]:
    """Return what waits for a person, for `waiting.html`. The number of queries is constant."""
    may_edit = user.has_perm(EDIT)
    found: dict[str, Any] = {
        "tasks": [(task, stand_address(task.report.slug, task.record)) for task in waiting_tasks(user)],
        "remarks": [(remark, _address(remark)) for remark in waiting_remarks(user)] if may_edit else [],
        "stopped": list(PlannedPublication.objects.exclude(stopped="").select_related("report"))
        if user.has_perm(PUBLISH) else [],
        "drafts": _drafts(user) if may_edit else [],
        "proposals": waiting_proposals(user),
        "resets": list(StepReset.objects.filter(confirmed_by=None).exclude(asked_by=user).select_related("account"))
        if user.has_perm("auth.change_user") else [],
        "today": localdate(),
    }  # fmt: skip
    return found | {"is_empty": not any(some for name, some in found.items() if name != "today")}


def _drafts(user: Any) -> list[Offer]:
    """Return the drafts for which a colleague asked another pair of eyes, and with which this person did not agree since."""
    offers = Offer.objects.filter(report__state=ReportState.DRAFT).select_related("report", "by")
    agreed = {(line.report_id, line.at) for line in Approval.objects.filter(by=user, report__offer__isnull=False)}
    found = [offer for offer in offers if not any(pk == offer.report_id and at >= offer.at for pk, at in agreed)]
    opened = opened_accounts() if found else set()
    return [offer for offer in found if not is_one_person(offer.by_id, user.pk, opened)]


def _address(remark: Any) -> str:
    return f"{reverse('worklist', args=[remark.report.slug])}{remark.place}#opmerkingen"
