"""Mail: one address of a mail server, or none. Without it the portal sends nothing, and shows a link where it would mail it."""

import re

from django.core.exceptions import ImproperlyConfigured

from portal.settings.environment import IS_PRODUCTION, env
from portal.settings.security import ALLOWED_HOSTS
from portal.settings.site import HAS_MAIL, SITE_CONTACT

# What Django does not know stands in OPTIONS, such as the sender.
_MAIL = env.email_url_config(env("EMAIL_URL") or "dummymail:")
EMAIL_BACKEND = _MAIL["EMAIL_BACKEND"]
EMAIL_FILE_PATH = _MAIL["EMAIL_FILE_PATH"] or None
EMAIL_HOST = _MAIL["EMAIL_HOST"] or "localhost"
EMAIL_USE_TLS = _MAIL.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _MAIL.get("EMAIL_USE_SSL", False)
EMAIL_PORT = _MAIL["EMAIL_PORT"] or (465 if EMAIL_USE_SSL else 587 if EMAIL_USE_TLS else 25)
EMAIL_HOST_USER = _MAIL["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = _MAIL["EMAIL_HOST_PASSWORD"] or ""
# In seconds: how long a page waits for the mail server.
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = str(_MAIL.get("OPTIONS", {}).get("FROM", "")) or SITE_CONTACT
if HAS_MAIL and not DEFAULT_FROM_EMAIL:
    raise ImproperlyConfigured("EMAIL_URL vraagt een afzender: zet SITE_CONTACT, of schrijf ?from=… achter het adres.")

# The URL of the site in mails that a command makes: no request tells it there.
_NAMES = [name for name in ALLOWED_HOSTS if not name.startswith((".", "*"))]
_DEFAULT = f"https://{_NAMES[0] if _NAMES else 'localhost'}" if IS_PRODUCTION else "http://localhost:8000"
SITE_ADDRESS = (env("SITE_ADDRESS") or _DEFAULT).rstrip("/")
if not re.fullmatch(r"https?://[A-Za-z0-9.\[\]:-]+", SITE_ADDRESS):
    raise ImproperlyConfigured(f"SITE_ADDRESS is „{SITE_ADDRESS}”; geef het adres van de site, zoals https://portaal.example.nl.")
