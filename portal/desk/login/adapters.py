"""Who may log in, and in which words the portal refuses."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.contrib.auth.models import AbstractUser, Group
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from portal.core.authentication import proofs


class StaffAdapter(DefaultAccountAdapter):
    """Only active members of staff come in, by whichever way. Nobody makes an account here: a beheerder does, in the admin."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Dit account mag hier niet inloggen.",
        "incorrect_code": "Deze code klopt niet. Kijk of hij nog geldig is en vul hem opnieuw in.",
        "incorrect_password": "Dit wachtwoord klopt niet.",
        "rate_limited": "U hebt het te vaak geprobeerd. Wacht vijf minuten en probeer het dan opnieuw.",
        "too_many_login_attempts": "U hebt het te vaak geprobeerd. Wacht vijf minuten en probeer het dan opnieuw.",
        "username_password_mismatch": "Deze gebruikersnaam en dit wachtwoord horen niet bij elkaar.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: AbstractUser, **kwargs: Any) -> HttpResponse | None:
        if not user.is_staff:
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever logged in a moment ago need not give the password again to set up a second step."""
        since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
        if any(record["at"] > since for record in proofs(self.request, self.request.user)):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_generate_recovery_codes": "Stel eerst een app of een sleutel in.",
        "incorrect_code": StaffAdapter.error_messages["incorrect_code"],
    }

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": settings.SITE_NAME}


class OrganisationAdapter(DefaultSocialAccountAdapter):
    """Accounts that the identity provider of the organisation vouches for.

    Someone new becomes staff without any rights: a beheerder gives a group. With OIDC_GROUPS_CLAIM the provider decides: at
    every login the account gets exactly the groups of that claim that exist here.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return True

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            # Joining it to an account that is logged in would let a password alone open a way around the second step.
            raise PermissionDenied
        if sociallogin.is_existing:
            take_over_groups(sociallogin)

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: None = None) -> AbstractUser:
        sociallogin.user.is_staff = True
        user = super().save_user(request, sociallogin, form)
        take_over_groups(sociallogin)
        return user


def take_over_groups(sociallogin: SocialLogin) -> None:
    """Give the account the groups that the provider names; without OIDC_GROUPS_CLAIM they stay what a beheerder made them."""
    if not settings.OIDC_GROUPS_CLAIM:
        return
    # Some providers name groups in the ID token only.
    data = sociallogin.account.extra_data
    claims = (data.get("id_token") or {}) | (data.get("userinfo") or {})
    named = claims.get(settings.OIDC_GROUPS_CLAIM) or []
    sociallogin.user.groups.set(Group.objects.filter(name__in=[named] if isinstance(named, str) else named))
