"""Pages before and after publication: the checklist, publication, withdrawal, and a preview of the public site."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import SimpleTemplateResponse
from django.urls import resolve, reverse
from django.urls.base import get_script_prefix, set_script_prefix

from measures.enums import ReportState
from measures.models import Report
from measures.publication.gate import previewing
from portal.core.trail import name_in
from portal.desk.editing.carrying import CARRIED
from portal.desk.editing.checks import check, unexplained
from portal.desk.editing.four_eyes import authors_of, changed_since_approval, last_line, one_pair_of_eyes
from portal.desk.editing.items import ChecklistItem
from portal.desk.editing.publishing import WHAT_THEN, PublicationError, publish, withdraw
from portal.desk.merging.fields import About, merge_fields
from portal.desk.merging.told import Act, act_by
from portal.desk.models import Explanation, Proposal
from portal.desk.pages.access import SHOW_ONLY, find_draft, find_report, page, require
from portal.desk.pages.desk import stand_address
from portal.desk.persons import is_one_person, opened_accounts
from portal.desk.prepared.carrying import ChangedLine, carries_out
from portal.desk.prepared.preparing import open_at, prepare, to_proposal
from portal.desk.roles import EDIT, PUBLISH, WITHDRAW

# How the keys of warnings about many rows begin.
ABOUT_ROWS = ("niet-bekeken", "ingetrokken", "ingehaald", "minder")


def checklist(request: HttpRequest, slug: str) -> HttpResponse:
    """Render the errors and warnings of a draft, with a field to explain each warning. A POST saves the explanations.

    An explanation that somebody else wrote meanwhile stays (`merge_fields`).
    """
    report = find_draft(slug)
    if request.method == "POST":
        require(request, EDIT)
    findings = check(report)
    warnings = {explanation_name(finding): finding for finding in findings if not finding.is_error}
    written = {explanation.warning: explanation for explanation in report.explanations.select_related("by")}
    now = {name: written[found.key].words if found.key in written else "" for name, found in warnings.items()}
    data = request.POST if request.method == "POST" else None
    merge = merge_fields(data, now, lambda name: _about_explanation(request, warnings[name], written.get(warnings[name].key)))
    if data is not None and not merge.told.asks and SHOW_ONLY not in data:
        changed = {warnings[name].key: words for name, words in merge.texts.items() if words != now[name]}
        wrong = _keep_explanations(request, report, written, changed)
        if not wrong:
            messages.success(request, "Toelichtingen bewaard.")
            for told in merge.told.lines:
                messages.info(request, told)
            return redirect(f"{request.path}?opgeslagen={request.path}")
        messages.error(request, f"Niets is bewaard. {wrong}")
    earlier = earlier_words(warnings, written)
    context = {
        "report": report,
        "errors": [(finding, _address(report, finding)) for finding in findings if finding.is_error],
        "warnings": [
            (name, found, _address(report, found), merge.texts[name], earlier.get(name, "")) for name, found in warnings.items()
        ],
        "told": merge.told,
        "opened": merge.opened.token,
        "is_sent": data is not None,
        "open": len(unexplained(report, findings)),
        "may_publish": request.user.has_perm(PUBLISH),
        "needs_four_eyes": settings.FOUR_EYES,
        "what_then": WHAT_THEN,
    } | _eyes(report, request.user)
    status = 409 if merge.told.asks else 400 if data is not None and SHOW_ONLY not in data else 200
    return page(request, "editing/checklist.html", context, status=status)


def _eyes(report: Report, user: Any) -> dict[str, Any]:
    """Return what the page tells about who changed what, and who saw it."""
    opened = opened_accounts()
    authors = authors_of(report, opened)
    changed, count = changed_since_approval(report)
    return {
        "authors": authors,
        "approvals": report.approvals.all(),
        "changed": [(entry, name_in(entry)) for entry in changed],
        "changed_count": count,
        "may_approve": any(not author.seen_by and not is_one_person(author.pk, user.pk, opened) for author in authors),
        "last_line": last_line(report),
        "one_pair_of_eyes": one_pair_of_eyes(authors, user, opened),
    }


def earlier_words(warnings: Mapping[str, ChecklistItem], written: Mapping[str, Explanation]) -> dict[str, str]:
    """Return, by name of field, what was written at a warning of the same kind that was about other rows, and is gone now.

    So when one of many rows was looked at, the explanation of the others need not be thought of anew. `written` is by the key of
    the warning. Only a kind of which there is one such explanation, and one warning without, counts.
    """
    keys = {found.key for found in warnings.values()}
    gone, without = Counter(map(_kind_of, written.keys() - keys)), Counter(map(_kind_of, keys - written.keys()))
    words = {_kind_of(key): explanation.words for key, explanation in written.items() if key not in keys}
    alone = {kind for kind in gone if gone[kind] == without[kind] == 1}
    return {
        name: words[_kind_of(found.key)]
        for name, found in warnings.items()
        if found.key not in written and _kind_of(found.key) in alone
    }


def _kind_of(key: str) -> str:
    """Return what a warning about many rows is about, without these: `niet-bekeken:finding`; of another warning its key."""
    first, *others = key.split(":")
    return ":".join([first, *others[:1]]) if first in ABOUT_ROWS else key


def explanation_name(finding: ChecklistItem) -> str:
    """Return the name of the field with the explanation of a warning. It stays the same from one check to the next."""
    return f"toelichting-{hashlib.sha256(finding.key.encode()).hexdigest()[:16]}"


def _about_explanation(request: HttpRequest, warning: ChecklistItem, written: Explanation | None) -> About:
    act = act_by(written.by, written.at, request.user) if written else Act()
    return About(warning.text, {}, lambda: act)


def _keep_explanations(request: HttpRequest, report: Report, written: dict[str, Explanation], changed: dict[str, str]) -> str:
    """Save the changed explanations, and delete those that are now empty. Return what is wrong; then nothing is saved.

    Both dicts are by the key of the warning.
    """
    # Never anonymous: only staff see this page.
    editor: Any = request.user
    filled, emptied = [], []
    for key, words in changed.items():
        explanation = written.get(key) or Explanation(report=report, warning=key)
        if not words:
            emptied.append(explanation)
            continue
        explanation.words, explanation.by_id = words, editor.pk
        try:
            explanation.clean_fields(exclude={"report", "by"})
        except ValidationError as error:
            return " ".join(error.messages)
        filled.append(explanation)
    with transaction.atomic():
        for explanation in filled:
            explanation.save()
        for explanation in emptied:
            explanation.delete()
    return ""


def _address(report: Report, finding: ChecklistItem) -> str:
    """Return the path of the page where an editor can fix a checklist item: a form, a list, or else the worklist."""
    if finding.rows is not None:
        return reverse("edit-list", args=[report.slug, CARRIED[finding.rows]])
    if finding.about is None:
        return reverse("worklist", args=[report.slug])
    kind, pk = finding.about
    return stand_address(report.slug, kind.model.objects.get(pk=pk))


def publish_report(request: HttpRequest, slug: str) -> HttpResponse:
    require(request, PUBLISH)
    report = find_report(slug)
    if request.method != "POST":
        return redirect("checklist", slug)
    try:
        publish(report, request.user)
    except PublicationError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{report} is gepubliceerd. Iedereen ziet haar nu.")
    return redirect("worklist", slug)


def withdraw_report(request: HttpRequest, slug: str) -> HttpResponse:
    """Render the form, or prepare the withdrawal: a publicist or another beheerder decides about it."""
    require(request, WITHDRAW)
    report, reason = find_report(slug), str(request.POST.get("reden", ""))
    if request.method == "POST":
        try:
            made = prepare(
                request, Proposal.Act.WITHDRAW, report.title, report, reason,
                lambda: carry_out_withdrawal(request, reason, request.user, slug),
            )  # fmt: skip
        except PublicationError as error:
            messages.error(request, str(error))
        else:
            return to_proposal(request, made)
    return page(request, "editing/withdraw.html", {"report": report, "reason": reason, "waiting": open_at(request)})


@carries_out("withdraw")
def carry_out_withdrawal(request: HttpRequest, reason: str, by: Any, slug: str) -> list[ChangedLine]:
    withdraw(find_report(slug), by, reason, proposed_by=request.user)
    return [("toestand", str(ReportState.PUBLISHED.label), str(ReportState.WITHDRAWN.label))]


def preview(request: HttpRequest, slug: str, path: str = "") -> HttpResponse:
    """Render a public page as it will be once the draft is published, for staff. `path` is the path of that page."""
    return previewed_page(request, previewing(find_draft(slug).pk), path, reverse("preview", args=[slug]))


def previewed_page(request: HttpRequest, opened: AbstractContextManager[None], path: str, base: str) -> HttpResponse:
    """Render a public page as it will be. `opened` shows that within its block: the gate opened for a draft, or a rehearsal.

    `base` is the path that stands for the root of the site.

    The page's own view renders it. Raises `Http404` for paths below /beheer/ and for namespaced URLs: they are not part of the
    public site.
    """
    match = resolve(f"/{path}")
    if match.namespaces or path.startswith("beheer/"):
        raise Http404("Alleen openbare pagina's hebben een voorbeeld.")
    before, user = get_script_prefix(), request.user
    # `reverse` begins every URL with this prefix, so the links on the page lead to previews too.
    set_script_prefix(base)
    try:
        with opened:
            response = match.func(request, *match.args, **match.kwargs)
            if isinstance(response, SimpleTemplateResponse):
                response.render()
    finally:
        set_script_prefix(before)
        # A view of the API knows no accounts, and leaves None here.
        request.user = user
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
