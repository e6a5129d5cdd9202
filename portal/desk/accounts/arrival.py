"""Pages where the owner of an account arrives with a link, and chooses a password. They open without a login."""

from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from portal.desk.account_models import Invitation
from portal.desk.accounts.invitations import choose_password, invitation_for
from portal.desk.pages.access import unlisted

KEY = "uitnodiging"
SPENT = "Deze link werkt niet meer. Hij is al gebruikt, of te oud. Vraag een beheerder om een nieuwe."


@unlisted
@sensitive_post_parameters()
def invitation(request: HttpRequest) -> HttpResponse:
    """Ask for the token of the link. `link.js` sends what stands after `#`; without JavaScript the visitor pastes the link.

    Only a POST looks at the token, so a program that follows links in a mail uses nothing up.
    """
    if request.method == "POST":
        found = invitation_for(request.POST.get("code", ""))
        if found:
            request.session.cycle_key()
            request.session[KEY] = found.pk
            return redirect("choose-password")
        messages.error(request, SPENT)
    return render(request, "account/invitation.html", status=400 if request.method == "POST" else 200)


@unlisted
@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    found = Invitation.objects.open().filter(pk=request.session.get(KEY)).select_related("account").first()
    if found is None:
        messages.error(request, SPENT)
        return redirect("invitation")
    form = SetPasswordForm(found.account, request.POST or None)
    for field in form.fields.values():
        # The page says it once, in its own words.
        field.help_text = ""
    if request.method == "POST" and form.is_valid():
        is_done = choose_password(found, form.cleaned_data["new_password1"])
        # Who was logged in here before, as somebody else perhaps, is not any more.
        request.session.flush()
        if is_done:
            messages.success(request, "Uw wachtwoord is ingesteld. Log nu in. Daarna stelt u een tweede stap in.")
        return redirect("account_login" if is_done else "invitation")
    return render(request, "account/choose_password.html", {"form": form, "owner": found.account})
