"""URL patterns below /beheer/account/. Their names are those of allauth, because allauth finds its pages by name."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as socialaccount
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.urls import path
from django.views.generic import RedirectView

from portal.desk.login.views import AddKey, RecoveryCodesOverview, SetUpApp

# At most one identity provider can be configured; see OIDC_SERVER_URL.
PROVIDER = {"provider_id": "oidc"}

urlpatterns = [
    path("inloggen/", account.login, name="account_login"),
    path("inloggen/tweede-stap/", mfa.authenticate, name="mfa_authenticate"),
    path("uitloggen/", account.logout, name="account_logout"),
    path("geen-toegang/", account.account_inactive, name="account_inactive"),
    path("bevestigen/", account.reauthenticate, name="account_reauthenticate"),
    path("bevestigen/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("bevestigen/sleutel/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("tweede-stap/", mfa.index, name="mfa_index"),
    path("tweede-stap/app/", SetUpApp.as_view(), name="mfa_activate_totp"),
    path("tweede-stap/app/verwijderen/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("tweede-stap/sleutels/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("tweede-stap/sleutels/nieuw/", AddKey.as_view(), name="mfa_add_webauthn"),
    path("tweede-stap/sleutels/<int:pk>/verwijderen/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("tweede-stap/herstelcodes/", RecoveryCodesOverview.as_view(), name="mfa_view_recovery_codes"),
    path("tweede-stap/herstelcodes/nieuw/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("organisatie/", openid_connect.login, PROVIDER, name="openid_connect_login"),
    path("organisatie/terug/", openid_connect.callback, PROVIDER, name="openid_connect_callback"),
    path("organisatie/afgebroken/", socialaccount.login_cancelled, name="socialaccount_login_cancelled"),
]
