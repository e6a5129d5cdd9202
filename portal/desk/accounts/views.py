"""Pages where managers (beheerders) give links for a password, and agree on the removal of a second factor."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from portal.desk.account_models import Invitation, StepReset
from portal.desk.accounts.forms import NewAccountForm
from portal.desk.accounts.invitations import invite
from portal.desk.accounts.resets import ResetError, ask, confirm, may_help, take_back
from portal.desk.pages.access import page, require

MANAGE = "auth.change_user"


def accounts(request: HttpRequest) -> HttpResponse:
    require(request, MANAGE)
    shown = User.objects.order_by("username").prefetch_related(
        "groups",
        Prefetch("invitations", Invitation.objects.open(), to_attr="open_links"),
        Prefetch("authenticator_set", to_attr="steps"),
    )
    waiting = StepReset.objects.filter(confirmed_by=None).select_related("account", "asked_by")
    return page(request, "editing/accounts/list.html", {"accounts": shown, "waiting": waiting})


def new_account(request: HttpRequest) -> HttpResponse:
    """Render the form for a new account. A POST makes the account and shows its link."""
    require(request, MANAGE)
    form = NewAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            return _give_link(request, form.save())
    return page(request, "editing/accounts/new.html", {"form": form})


def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Render the page of one account. A POST with `link` gives a new link for its password, and shows it."""
    owner = _find(request, pk)
    if request.method == "POST" and "link" in request.POST:
        if owner.is_active and owner.is_staff:
            return _give_link(request, owner)
        messages.error(request, "Dit account mag niet inloggen. Zet het eerst weer aan.")
    context = {
        "owner": owner,
        "open_link": Invitation.objects.open().filter(account=owner).first(),
        "steps": Authenticator.objects.filter(user=owner).order_by("pk"),
        "reset": StepReset.objects.filter(account=owner, confirmed_by=None).select_related("asked_by").first(),
    }
    return page(request, "editing/accounts/account.html", context)


def reset_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the removal of the second factors of an account, or confirm or take back what was asked. Redirects."""
    owner = _find(request, pk)
    if request.method == "POST":
        try:
            messages.success(request, _reset(request, owner))
        except ResetError as error:
            messages.error(request, str(error))
    return redirect("account", owner.pk)


def _reset(request: HttpRequest, owner: User) -> str:
    """Do what a POST asks, and return what happened in Dutch. Raises `ResetError`."""
    if "vraag" in request.POST:
        ask(owner, request.user, request.POST.get("reden", ""))
        return "Gevraagd. Een andere beheerder moet dit nog bevestigen."
    reset = StepReset.objects.filter(account=owner, confirmed_by=None).first()
    if reset is None:
        raise ResetError("Niemand vroeg om deze tweede stap te verwijderen.")
    if "bevestig" in request.POST:
        confirm(reset, request.user)
        return f"De tweede stap van {owner} is verwijderd. Na het inloggen stelt {owner} een nieuwe in."
    take_back(reset)
    return "Het verzoek is ingetrokken."


def _find(request: HttpRequest, pk: int) -> User:
    """Return the account. Raises `Http404`, or `PermissionDenied` when this user may not help with it."""
    require(request, MANAGE)
    owner = get_object_or_404(User, pk=pk)
    if not may_help(request.user, owner):
        raise PermissionDenied("Alleen wie alles mag, helpt een account dat alles mag.")
    return owner


def _give_link(request: HttpRequest, owner: User) -> HttpResponse:
    """Make a link for an account and hand it over. There is no mail yet, so the page shows it: this is the place for mail.

    The token stands after `#`: a browser sends that part to no server, so it comes in no log and no `Referer`.
    """
    by: Any = request.user
    invitation, token = invite(owner, by)
    link = f"{request.build_absolute_uri(reverse('invitation'))}#{token}"
    # 201, because the link is made with this answer: a redirect to another page would need to store it.
    return page(request, "editing/accounts/link.html", {"owner": owner, "link": link, "until": invitation.until}, status=201)
