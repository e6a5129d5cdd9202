"""The codes that an authenticator app shows."""

import time

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value


def code_of(secret: str) -> str:
    """Return the present code of a secret. The settings of the tests accept it for one more period."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // app_settings.TOTP_PERIOD))


def lasting_code_of(secret: str) -> str:
    """Return a code of a secret that a server with the settings of production accepts for at least half a period.

    If the present code expires sooner, wait for the next one.
    """
    left = app_settings.TOTP_PERIOD - time.time() % app_settings.TOTP_PERIOD
    if left < app_settings.TOTP_PERIOD / 2:
        time.sleep(left)
    return code_of(secret)
