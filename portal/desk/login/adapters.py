"""The rules for who may log in, and the Dutch messages of a refusal."""

import base64
import logging
import os
import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.contrib.auth.models import AbstractUser, Group
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from portal.core.authentication import proofs
from portal.core.limits import origin_of
from portal.desk.login import second_steps

logger = logging.getLogger("portaal.tweede_stap")


class StaffAdapter(DefaultAccountAdapter):
    """Login for active members of staff only, with a password or through the identity provider.

    Nobody can sign up: a manager (beheerder) makes the accounts in the admin.
    """

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

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address that limits count by. Clients whose address cannot be read share one limit."""
        return origin_of(request)

    def pre_login(self, request: HttpRequest, user: AbstractUser, **kwargs: Any) -> HttpResponse | None:
        if not user.is_staff:
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def post_login(self, request: HttpRequest, user: AbstractUser, **kwargs: Any) -> HttpResponse:
        """Encrypt the secrets of the account with the newest key, if they are not yet."""
        second_steps.renew(Authenticator.objects.filter(user=user))
        return super().post_login(request, user, **kwargs)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Return False when the user proved who they are in the last `REAUTHENTICATION_TIMEOUT` seconds.

        Without this, allauth asks for the password again when a user sets up a second factor just after logging in.
        """
        since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
        if any(record["at"] > since for record in proofs(self.request, self.request.user)):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_generate_recovery_codes": "Stel eerst een app of een sleutel in.",
        "incorrect_code": StaffAdapter.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        return second_steps.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret, or random text when no key fits: no code is then right, and `ReadsSecret` says why.

        An exception would refuse the codes of the other second factors of the account as well.
        """
        try:
            return second_steps.decrypt(encrypted_text)
        except second_steps.LostKeyError:
            logger.error("Een tweede stap is met geen enkele sleutel van SECOND_STEP_KEYS te lezen.")
            return base64.b32encode(os.urandom(20)).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": settings.SITE_NAME}


class OrganisationAdapter(DefaultSocialAccountAdapter):
    """Accounts from the identity provider of the organisation.

    The first login makes a staff account without rights; a manager (beheerder) gives it a group. When OIDC_GROUPS_CLAIM is set,
    the provider decides instead: each login gives the account exactly those groups in the claim that exist here.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return True

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            # Refuse to link a provider account to the account that is logged in. A login through the provider needs no second
            # factor here, so this link would let somebody who has only the password avoid the second factor.
            raise PermissionDenied
        if sociallogin.is_existing:
            take_over_groups(sociallogin)

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: None = None) -> AbstractUser:
        sociallogin.user.is_staff = True
        user = super().save_user(request, sociallogin, form)
        take_over_groups(sociallogin)
        return user


def take_over_groups(sociallogin: SocialLogin) -> None:
    """Set the account's groups to those that the provider names. Without OIDC_GROUPS_CLAIM, change nothing."""
    if not settings.OIDC_GROUPS_CLAIM:
        return
    # Some providers put the groups in the ID token only.
    data = sociallogin.account.extra_data
    claims = (data.get("id_token") or {}) | (data.get("userinfo") or {})
    named = claims.get(settings.OIDC_GROUPS_CLAIM) or []
    sociallogin.user.groups.set(Group.objects.filter(name__in=[named] if isinstance(named, str) else named))
