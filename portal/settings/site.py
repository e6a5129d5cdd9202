"""Settings that pages and files show: the language, the name, the contacts, the theme, the publisher.

The version of the content includes the value of every setting in this module, so cached pages never show an old value. A setting
that a page shows must therefore be in this module.
"""

import re

from django.core.exceptions import ImproperlyConfigured

from portal.settings.environment import env

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

# The theme of the organisation that deploys the portal: a stylesheet that is loaded after ours, and a class on <html>.
THEME_STYLESHEET = env("THEME_STYLESHEET")
THEME_CLASS = env("THEME_CLASS")
if THEME_STYLESHEET and not re.fullmatch(r"/[\w./-]+\.css", THEME_STYLESHEET):
    raise ImproperlyConfigured(
        f"THEME_STYLESHEET is „{THEME_STYLESHEET}”; geef een adres op deze site, zoals /huisstijl/stijl.css."
    )
SITE_NAME = "Voortgang passend onderwijs"
# Who runs this site. Never a ministry by default: the reports are public, and anybody can run the portal.
SITE_SENDER = env("SITE_SENDER")
SITE_CONTACT = env("SITE_CONTACT")
SECURITY_CONTACT = env("SECURITY_CONTACT") or SITE_CONTACT
# In days: how long the audit trail keeps who did something, and from which IP address. The page about privacy says so.
TRAIL_DAYS = env("TRAIL_DAYS")
# In days: how long a copy of the database exists anywhere, so how long an address that was removed is in one.
BACKUP_DAYS = env("BACKUP_DAYS")
# The publisher of the open data: its URI in a list such as TOOI (Dutch government organisations), and its name in that list.
PUBLISHER_URI = env("PUBLISHER_URI")
PUBLISHER_NAME = env("PUBLISHER_NAME")
if not PUBLISHER_URI.startswith(("https://", "http://")):
    raise ImproperlyConfigured(f"PUBLISHER_URI is „{PUBLISHER_URI}”; geef een volledig adres, zoals dat van een TOOI-lijst.")
# Part of the ID of every feed entry (tag URI, RFC 4151). Never change it: feed readers would show every entry as new.
FEED_AUTHORITY = env("FEED_AUTHORITY")
if not re.fullmatch(r"([a-z0-9._-]+@)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?", FEED_AUTHORITY):
    raise ImproperlyConfigured(f"FEED_AUTHORITY is „{FEED_AUTHORITY}”; geef een domeinnaam of e-mailadres in kleine letters.")

# Whether the portal can send mail; see `portal.settings.mail`.
HAS_MAIL = bool(env("EMAIL_URL"))

# The names of all settings above; see `portal.core.version`.
SHOWN_ON_PAGES = tuple(sorted(name for name in globals() if name.isupper()))
