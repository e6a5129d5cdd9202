"""The page with the statuses of all measures and motions of a draft."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from measures.enums import Status
from measures.kinds import MEASURE, MOTION
from portal.desk.editing.carrying import stands_seen
from portal.desk.editing.worklist import carry_over
from portal.desk.merging.fields import About, merge_fields
from portal.desk.merging.told import Act, Trail
from portal.desk.pages.access import SHOW_ONLY, find_draft, page, require
from portal.desk.pages.desk import WorklistLine, worklist_lines
from portal.desk.roles import EDIT


def statuses(request: HttpRequest, slug: str) -> HttpResponse:
    """Render or save the statuses of all measures and motions on one page, each beside the status in the previous report."""
    report = find_draft(slug)
    require(request, EDIT)
    found = worklist_lines(report, MEASURE, MOTION)
    # Three kinds of lines are left out. An unsaved task has no primary key to name its field after. A record without any
    # snapshot has no text to carry over with its status. A submeasure has no status of its own in the sources.
    lines = [
        line
        for some in found.values()
        for line in some
        if line.task.pk and (line.before or line.now) and (line.task.kind != MEASURE or line.task.record.number)
    ]
    names = {f"status-{line.task.pk}": line for line in lines}
    now = {name: line.now.status if line.now else "" for name, line in names.items()}
    data = request.POST if request.method == "POST" else None
    merge = merge_fields(data, now, lambda name: _about_status(request, names[name]))
    if data is not None and not merge.told.asks and SHOW_ONLY not in data:
        chosen = {line: merge.texts[name] for name, line in names.items() if merge.texts[name] != now[name]}
        messages.success(request, f"{_save_statuses(chosen)} status(sen) gewijzigd.")
        for told in merge.told.lines:
            messages.info(request, told)
        return redirect(f"{request.path}?opgeslagen={request.path}")
    context = {
        "report": report,
        "rows": [(line, merge.texts[name]) for name, line in names.items()],
        "statuses": Status.choices,
        "told": merge.told,
        "opened": merge.opened.token,
        "is_sent": data is not None,
    }
    return page(request, "editing/statuses.html", context, status=409 if merge.told.asks else 200)


def _about_status(request: HttpRequest, line: WorklistLine) -> About:
    """Return how to speak of a status: only when somebody else changed it, because that costs a query."""
    stand = line.now

    def act() -> Act:
        return Trail.of({type(stand): [stand.pk]}, request.user).last(type(stand), stand.pk, "status") if stand else Act()

    return About(str(line.task.record), {str(value): str(label) for value, label in Status.choices}, act)


def _save_statuses(chosen: dict[WorklistLine, str]) -> int:
    """Save the chosen statuses, and return how many are saved. A value that is no status is skipped."""
    saved = 0
    with transaction.atomic():
        for line, status in chosen.items():
            if status not in Status.values:
                continue
            stand = line.now or carry_over(line.task)
            stand.status, stand.status_printed = status, Status(status).label
            stand.save()
            stands_seen(line.task.report, line.task.kind, [line.task.record.pk])
            saved += 1
    return saved
