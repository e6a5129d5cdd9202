"""What waits for somebody: their tasks, remarks of colleagues, publications that were stopped, and second steps to confirm."""

from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from portal.desk.account_models import StepReset
from portal.desk.pages.desk import stand_address
from portal.desk.roles import EDIT, PUBLISH
from portal.desk.team_models import PlannedPublication
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
        "resets": list(StepReset.objects.filter(confirmed_by=None).exclude(asked_by=user).select_related("account"))
        if user.has_perm("auth.change_user") else [],
        "today": localdate(),
    }  # fmt: skip
    return found | {"is_empty": not any(found[name] for name in ("tasks", "remarks", "stopped", "resets"))}


def _address(remark: Any) -> str:
    return f"{reverse('worklist', args=[remark.report.slug])}{remark.place}#opmerkingen"
