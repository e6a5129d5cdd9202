"""Views of allauth and the admin, with small changes."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.contrib import admin, messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from portal.core.authentication import record_second_step
from portal.desk.login.second_steps import unreadable

# The login page of the admin redirects to that of the portal. POST is refused (405): the rate limits would not count a
# password that is sent here.
admin_login = require_safe(secure_admin_login(admin.site.login))


class CountsAsSecondStep:
    """A mixin that records a use of the second factor after it is set up, because setting it up proves that it works."""

    authenticator_type: Authenticator.Type

    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        record_second_step(self.request, self.request.user, self.authenticator_type)
        return response


class SetUpApp(CountsAsSecondStep, ActivateTOTPView):
    authenticator_type = Authenticator.Type.TOTP


class AddKey(CountsAsSecondStep, AddWebAuthnView):
    authenticator_type = Authenticator.Type.WEBAUTHN


class RecoveryCodesOverview(ViewRecoveryCodesView):
    """The page with the recovery codes. When no key can decrypt them, it leads to the page that makes new ones."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        own = Authenticator.objects.filter(user=request.user.pk, type=Authenticator.Type.RECOVERY_CODES)
        if unreadable(own):
            messages.error(request, "Uw herstelcodes zijn niet meer te lezen en werken niet meer. Maak nieuwe.")
            return redirect("mfa_generate_recovery_codes")
        return super().dispatch(request, *args, **kwargs)
