"""What pages and files show: the language, the name, the contacts, the theme, the publisher.

The version of the code holds the value of every setting in this module, so that a page that shows one is made anew when it
changes. A test looks for a setting that a page reads and that is not here.
"""

import re

from django.core.exceptions import ImproperlyConfigured

from portal.settings.environment import env

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

# A style of the organisation that deploys this: one stylesheet after our own and a class on <html>.
THEME_STYLESHEET = env("THEME_STYLESHEET")
THEME_CLASS = env("THEME_CLASS")
if THEME_STYLESHEET and not re.fullmatch(r"/[\w./-]+\.css", THEME_STYLESHEET):
    raise ImproperlyConfigured(
        f"THEME_STYLESHEET is „{THEME_STYLESHEET}”; geef een adres op deze site, zoals /huisstijl/stijl.css."
    )
SITE_NAME = "Voortgang passend onderwijs"
SITE_CONTACT = env("SITE_CONTACT")
SECURITY_CONTACT = env("SECURITY_CONTACT") or SITE_CONTACT
# Who the open data is from: a URI of a list such as TOOI, and the name that goes with it.
PUBLISHER_URI = env("PUBLISHER_URI")
PUBLISHER_NAME = env("PUBLISHER_NAME")
if not PUBLISHER_URI.startswith(("https://", "http://")):
    raise ImproperlyConfigured(f"PUBLISHER_URI is „{PUBLISHER_URI}”; geef een volledig adres, zoals dat van een TOOI-lijst.")
# In every id of a feed (RFC 4151), for ever: a reader takes an entry with another id for a new one.
FEED_AUTHORITY = env("FEED_AUTHORITY")
if not re.fullmatch(r"([a-z0-9._-]+@)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?", FEED_AUTHORITY):
    raise ImproperlyConfigured(f"FEED_AUTHORITY is „{FEED_AUTHORITY}”; geef een domeinnaam of e-mailadres in kleine letters.")

# The names of all settings above; see `portal.core.version`.
SHOWN_ON_PAGES = tuple(sorted(name for name in globals() if name.isupper()))
