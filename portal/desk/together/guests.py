"""Links to the preview of a draft, for somebody without an account."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from measures.publication.gate import previewing
from portal.core.addresses import token_in, whole_number
from portal.desk.pages.access import find_draft, page, require, unlisted
from portal.desk.pages.review import previewed_page
from portal.desk.roles import EDIT
from portal.desk.team_models import PreviewLink
from portal.desk.tokens import digest_of, new_token

# The key in the session of a guest: the primary key of the link that they came with.
KEY = "meekijken"
LONGEST = 60
SPENT = "Deze link werkt niet meer. Vraag de redactie om een nieuwe."


class LinkForm(forms.Form):
    """For whom a link is, and how many days it works."""

    voor = forms.CharField(label="Voor wie", max_length=150)
    dagen = forms.IntegerField(label="Hoeveel dagen", min_value=1, max_value=LONGEST, initial=7)


def preview_links(request: HttpRequest, slug: str) -> HttpResponse:
    """Render the links to the preview of a draft. A POST makes one and shows it, or withdraws one."""
    report = find_draft(slug)
    require(request, EDIT)
    if request.method == "POST" and "intrekken" in request.POST:
        link = get_object_or_404(report.preview_links, pk=whole_number(request.POST["intrekken"]))
        if link.withdrawn_at is None:
            link.withdrawn_at = timezone.now()
            link.save()
        messages.success(request, f"De link voor {link.reader} werkt niet meer.")
        return redirect("preview-links", slug)
    form = LinkForm(request.POST or None)
    made = ""
    if request.method == "POST" and form.is_valid():
        by: Any = request.user
        token, until = new_token(), timezone.now() + dt.timedelta(days=form.cleaned_data["dagen"])
        PreviewLink.objects.create(
            report=report, digest=digest_of(token), reader=form.cleaned_data["voor"], until=until, by=by, name=by.get_username()
        )
        made, form = f"{request.build_absolute_uri(reverse('guest'))}#{token}", LinkForm()
    context = {"report": report, "form": form, "made": made, "links": report.preview_links.all(), "now": timezone.now()}
    # 201, because the link is made with this answer: a redirect to another page would need to store it.
    return page(request, "editing/together/links.html", context, status=201 if made else 200)


@unlisted
@sensitive_post_parameters()
def guest(request: HttpRequest) -> HttpResponse:
    """Ask for the token of the link. `link.js` sends what stands after `#`; without JavaScript the guest pastes the link."""
    if request.method == "POST":
        digest = digest_of(token_in(request.POST.get("code", "")))
        found = PreviewLink.objects.open().filter(digest=digest).select_related("report").first()
        if found:
            request.session[KEY] = found.pk
            return redirect("guest-preview", found.report.slug)
        messages.error(request, SPENT)
    return render(request, "login/guest.html", status=400 if request.method == "POST" else 200)


@unlisted
def guest_preview(request: HttpRequest, slug: str, path: str = "") -> HttpResponse:
    """Render a page of the preview for whoever came with a link to this draft. Asks for the link when it no longer works.

    Raises `Http404` for what is no page of the public site.
    """
    links = PreviewLink.objects.open().filter(pk=request.session.get(KEY), report__slug=slug)
    link = links.select_related("report").first()
    if link is None:
        return redirect("guest")
    if request.method not in ("GET", "HEAD"):
        raise Http404("Een voorbeeld is alleen te lezen.")
    # Keeps the session of whoever reads on, as `staff_gate` does for staff.
    request.session.modified = True
    return previewed_page(request, previewing(link.report_id), path, reverse("guest-preview", args=[slug]))
