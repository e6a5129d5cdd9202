"""Views of allauth and the admin, with small changes."""

from allauth.account.decorators import secure_admin_login
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.contrib import admin
from django.forms import Form
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from portal.core.authentication import record_second_step

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
