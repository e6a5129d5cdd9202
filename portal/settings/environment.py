"""Environment variables and their defaults. The table in docs/settings.md lists the same names; a test compares the two."""

import os
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent.parent
# openpyxl reads this when it is imported. Otherwise it would use lxml, which is installed for the files of a word processor.
os.environ["OPENPYXL_LXML"] = "False"

env = environ.Env(
    PORTAL_ENV=(str, "lokaal"),
    SECRET_KEY=(str, ""),
    SECOND_STEP_KEYS=(list, []),
    ALLOWED_HOSTS=(list, []),
    DATABASE_URL=(str, f"sqlite:///{BASE_DIR / 'var' / 'portaal.sqlite3'}"),
    DEBUG=(bool, False),
    DATABASE_POOL_SIZE=(int, 0),
    PG_BIN=(str, ""),
    CACHE_URL=(str, ""),
    LOG_LEVEL=(str, "INFO"),
    LOG_FORMAT=(str, "tekst"),
    LOG_REQUESTS=(bool, False),
    ERROR_HANDLER=(str, ""),
    METRICS_TOKEN=(str, ""),
    CSRF_TRUSTED_ORIGINS=(list, []),
    BEHIND_TLS_PROXY=(bool, True),
    SITE_ADDRESS=(str, ""),
    SITE_SENDER=(str, ""),
    SITE_CONTACT=(str, ""),
    SECURITY_CONTACT=(str, ""),
    PUBLISHER_URI=(str, "https://identifier.overheid.nl/tooi/id/ministerie/mnre1109"),
    PUBLISHER_NAME=(str, "ministerie van Onderwijs, Cultuur en Wetenschap"),
    THEME_STYLESHEET=(str, ""),
    THEME_CLASS=(str, ""),
    STATIC_ROOT=(str, str(BASE_DIR / "staticfiles")),
    EMAIL_URL=(str, ""),
    FOUR_EYES=(bool, True),
    PUBLISH_SOURCE_WORDS=(bool, False),
    SESSION_IDLE_MINUTES=(int, 60),
    INVITATION_DAYS=(int, 7),
    TRAIL_DAYS=(int, 1095),
    BACKUP_DAYS=(int, 30),
    API_RATE=(str, "1800/min"),
    SEARCH_RATE=(str, "60/min"),
    PLAN_RATE=(str, "20/min"),
    MAIL_RATE=(str, "20/hour"),
    FEED_AUTHORITY=(str, "voortgang-passend-onderwijs"),
    PAGE_MEMORY_MB=(int, 24),
    OIDC_NAME=(str, "uw organisatie"),
    OIDC_SERVER_URL=(str, ""),
    OIDC_CLIENT_ID=(str, ""),
    OIDC_CLIENT_SECRET=(str, ""),
    OIDC_GROUPS_CLAIM=(str, ""),
)

PORTAL_ENV = env("PORTAL_ENV")
if PORTAL_ENV not in ("lokaal", "productie"):
    raise ImproperlyConfigured(f"PORTAL_ENV is „{PORTAL_ENV}”; kies lokaal of productie.")
IS_PRODUCTION = PORTAL_ENV == "productie"
