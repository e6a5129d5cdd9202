"""Pages where managers (beheerders) give links for a password, and agree on the removal of a second factor."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from portal.desk.account_models import Invitation, StepReset
from portal.desk.accounts.forms import NewAccountForm
from portal.desk.accounts.handing_over import link_at, mail_link
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
    """Render the form for a new account. A POST makes the account and hands its link over."""
    require(request, MANAGE)
    form = NewAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            owner = form.save()
            made = invite(owner, request.user)
        return _give_link(request, owner, *made)
    return page(request, "editing/accounts/new.html", {"form": form, "has_mail": settings.HAS_MAIL})


def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Render the page of one account. A POST with `link` gives a new link for its password."""
    owner = _find(request, pk)
    if request.method == "POST" and "link" in request.POST:
        if owner.is_active and owner.is_staff:
            return _give_link(request, owner, *invite(owner, request.user))
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


def _give_link(request: HttpRequest, owner: User, invitation: Invitation, token: str) -> HttpResponse:
    """Hand a link over: by mail, or on the page when there is no mail, no address, or the mail server refuses it."""
    link = link_at(request.build_absolute_uri("/").rstrip("/"), token)
    is_mailed = mail_link(owner, invitation, link)
    context = {
        "owner": owner,
        # Whoever mails it need not see it.
        "link": "" if is_mailed else link,
        "has_failed": settings.HAS_MAIL and bool(owner.email) and not is_mailed,
        "until": invitation.until,
    }
    # 201, because the link is made with this answer: a redirect to another page would need to store it.
    return page(request, "editing/accounts/link.html", context, status=201)
