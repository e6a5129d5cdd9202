"""The codes that an authenticator app shows."""

import time

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

# In seconds. Sending a form takes less time than this.
MARGIN = 5


def code_of(secret: str) -> str:
    """Return the present code of a secret. If it expires within `MARGIN` seconds, wait for the next code."""
    left = app_settings.TOTP_PERIOD - time.time() % app_settings.TOTP_PERIOD
    if left < MARGIN:
        time.sleep(left + 0.1)
    return format_hotp_value(hotp_value(secret, int(time.time()) // app_settings.TOTP_PERIOD))
