"""Pages of allauth where the portal does a little more."""

from allauth.account.decorators import secure_admin_login
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.contrib import admin
from django.forms import Form
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from portal.core.authentication import record_second_step

# The login of the admin leads to the login of the portal; a password sent to it is never tried, so never uncounted.
admin_login = require_safe(secure_admin_login(admin.site.login))


class CountsAsSecondStep:
    """Setting up a second step proves that it works, so it counts as taken in this session."""

    authenticator_type: Authenticator.Type

    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        record_second_step(self.request, self.request.user, self.authenticator_type)
        return response


class SetUpApp(CountsAsSecondStep, ActivateTOTPView):
    authenticator_type = Authenticator.Type.TOTP


class AddKey(CountsAsSecondStep, AddWebAuthnView):
    authenticator_type = Authenticator.Type.WEBAUTHN
