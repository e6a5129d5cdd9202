"""Accounts and the login (see `portal.desk.login`). Logging in needs no e-mail.

An account is made at `/beheer/accounts/`, by `manage.py first_account`, or by a first login through the identity provider.
"""

from django.core.exceptions import ImproperlyConfigured

from portal.settings.environment import IS_PRODUCTION, env
from portal.settings.site import SITE_NAME

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "portal.desk.login.passwords.LongEnoughValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# When on, a draft is published only when each change was seen by somebody other than who made it, and what is public changes only
# when another person than who proposed it approves. A team of one person can switch this off. The log of publications records
# whether a second person looked.
FOUR_EYES = env("FOUR_EYES")
PUBLISH_SOURCE_WORDS = env("PUBLISH_SOURCE_WORDS")
# In days: how long a link to choose a password works.
INVITATION_DAYS = env("INVITATION_DAYS")

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend", "portal.desk.roles.RoleBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
ACCOUNT_ADAPTER = "portal.desk.login.adapters.StaffAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key", "reauthenticate": "10/m/user"}
ACCOUNT_SESSION_REMEMBER = False
# The first login through the identity provider always makes a new account, even if another account has the same e-mail address.
ACCOUNT_UNIQUE_EMAIL = False
MFA_ADAPTER = "portal.desk.login.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "portal.desk.login.forms.AuthenticateForm",
    "reauthenticate": "portal.desk.login.forms.ReauthenticateForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = SITE_NAME
# The code before the current one counts too, for whoever types slowly; and the one after it, for a phone whose clock is ahead.
MFA_TOTP_TOLERANCE = 1
# The keys that the secrets of second steps are encrypted with: the first encrypts, all of them decrypt.
SECOND_STEP_KEYS = env("SECOND_STEP_KEYS")
if IS_PRODUCTION:
    if not SECOND_STEP_KEYS or min(map(len, SECOND_STEP_KEYS)) < 50:
        raise ImproperlyConfigured(
            "Productie start niet zonder SECOND_STEP_KEYS: een of meer sleutels van ten minste 50 tekens, met komma's ertussen."
        )
    if env("SECRET_KEY") in SECOND_STEP_KEYS:
        raise ImproperlyConfigured("SECOND_STEP_KEYS heeft een eigen sleutel: niet die van SECRET_KEY.")
else:
    SECOND_STEP_KEYS = SECOND_STEP_KEYS or ["alleen-voor-deze-computer"]
SOCIALACCOUNT_ADAPTER = "portal.desk.login.adapters.OrganisationAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
OIDC_GROUPS_CLAIM = env("OIDC_GROUPS_CLAIM")
OIDC = {name: env(name) for name in ("OIDC_SERVER_URL", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")}
if any(OIDC.values()):
    if missing := [name for name, value in OIDC.items() if not value]:
        raise ImproperlyConfigured(f"Inloggen met de organisatie vraagt ook {' en '.join(missing)}.")
    if IS_PRODUCTION and not OIDC["OIDC_SERVER_URL"].startswith("https://"):
        raise ImproperlyConfigured("OIDC_SERVER_URL moet in productie met https:// beginnen.")
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": env("OIDC_NAME"),
                    "client_id": OIDC["OIDC_CLIENT_ID"],
                    "secret": OIDC["OIDC_CLIENT_SECRET"],
                    "settings": {"server_url": OIDC["OIDC_SERVER_URL"].rstrip("/"), "oauth_pkce_enabled": True},
                }
            ]
        }
    }
