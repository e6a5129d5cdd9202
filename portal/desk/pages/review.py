"""Pages before and after publication: the checklist, publication, withdrawal, and a preview of the public site."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.urls.base import get_script_prefix, set_script_prefix

from measures.models import Report
from measures.publication.gate import previewing
from portal.desk.editing.checks import ChecklistItem, check, unexplained
from portal.desk.editing.publishing import PublicationError, one_pair_of_eyes, publish, withdraw
from portal.desk.models import Explanation
from portal.desk.pages.access import find_draft, find_report, page, require
from portal.desk.pages.desk import stand_address
from portal.desk.roles import EDIT, PUBLISH, WITHDRAW


def checklist(request: HttpRequest, slug: str) -> HttpResponse:
    """Render the errors and warnings of a draft, with a field to explain each warning. A POST saves the explanations."""
    report = find_draft(slug)
    findings = check(report)
    if request.method == "POST":
        require(request, EDIT)
        _keep_explanations(request, report, findings)
        messages.success(request, "Toelichtingen bewaard.")
        return redirect(f"{request.path}?opgeslagen={request.path}")
    words = dict(report.explanations.values_list("warning", "words"))
    context = {
        "report": report,
        "errors": [(finding, _address(report, finding)) for finding in findings if finding.is_error],
        "warnings": [(n, f, _address(report, f), words.get(f.key, "")) for n, f in enumerate(findings) if not f.is_error],
        "open": len(unexplained(report, findings)),
        "one_pair_of_eyes": one_pair_of_eyes(report, request.user),
        "may_publish": request.user.has_perm(PUBLISH),
        "needs_four_eyes": settings.FOUR_EYES,
    }
    return page(request, "editing/checklist.html", context)


def _keep_explanations(request: HttpRequest, report: Report, findings: list[ChecklistItem]) -> None:
    """Save the explanations in the form, and delete those that are now empty.

    The form gives the key of each warning. A key that is no longer a warning is skipped, so a form that is out of date cannot
    explain the wrong warning.
    """
    warnings = {finding.key for finding in findings if not finding.is_error}
    for key, words in zip(request.POST.getlist("waarschuwing"), request.POST.getlist("toelichting"), strict=False):
        if key not in warnings:
            continue
        kept = Explanation.objects.filter(report=report, warning=key).first()
        if words.strip() and (kept is None or kept.words != words.strip()):
            Explanation.objects.update_or_create(
                report=report, warning=key, defaults={"words": words.strip(), "by_id": request.user.pk}
            )
        elif kept and not words.strip():
            kept.delete()


def _address(report: Report, finding: ChecklistItem) -> str:
    """Return the path of the page where an editor can fix a checklist item: the form of the snapshot, or else the worklist."""
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
    require(request, WITHDRAW)
    report = find_report(slug)
    if request.method == "POST":
        try:
            withdraw(report, request.user, request.POST.get("reden", ""))
        except PublicationError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"{report} is ingetrokken. De reden is openbaar.")
            return redirect("worklist", slug)
    return page(request, "editing/withdraw.html", {"report": report, "reason": request.POST.get("reden", "")})


def preview(request: HttpRequest, slug: str, path: str = "") -> HttpResponse:
    """Render a public page as it will be once the draft is published, for staff only. `path` is the path of that page.

    The page's own view renders it. Raises `Http404` for paths below /beheer/ and for namespaced URLs: they are not part of the
    public site.
    """
    report = find_draft(slug)
    match = resolve(f"/{path}")
    if match.namespaces or path.startswith("beheer/"):
        raise Http404("Alleen openbare pagina's hebben een voorbeeld.")
    before = get_script_prefix()
    # `reverse` begins every URL with this prefix, so the links on the page lead to previews too.
    set_script_prefix(reverse("preview", args=[slug]))
    try:
        with previewing(report.pk):
            response = match.func(request, *match.args, **match.kwargs)
    finally:
        set_script_prefix(before)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
