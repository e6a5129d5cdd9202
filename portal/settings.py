"""Settings, from the environment. Every name read here stands in the table of the README; a test compares them."""

import os
import re
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

from portal.api.contract import VERSION as API_VERSION

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env(
    PORTAL_ENV=(str, "lokaal"),
    SECRET_KEY=(str, ""),
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
    SITE_CONTACT=(str, ""),
    SECURITY_CONTACT=(str, ""),
    PUBLISHER_URI=(str, "https://identifier.overheid.nl/tooi/id/ministerie/mnre1109"),
    PUBLISHER_NAME=(str, "ministerie van Onderwijs, Cultuur en Wetenschap"),
    THEME_STYLESHEET=(str, ""),
    THEME_CLASS=(str, ""),
    STATIC_ROOT=(str, str(BASE_DIR / "staticfiles")),
    FOUR_EYES=(bool, True),
    SESSION_IDLE_MINUTES=(int, 60),
    API_RATE=(str, "1800/min"),
    SEARCH_RATE=(str, "60/min"),
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

SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env("ALLOWED_HOSTS")
DEBUG = env("DEBUG")
if IS_PRODUCTION:
    if len(SECRET_KEY) < 50:
        raise ImproperlyConfigured("Productie start niet zonder SECRET_KEY van ten minste 50 tekens.")
    if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
        raise ImproperlyConfigured("Productie start niet zonder ALLOWED_HOSTS: de namen van de site, met komma's ertussen.")
    if DEBUG:
        raise ImproperlyConfigured("Productie start niet met DEBUG.")
    if "DATABASE_URL" not in os.environ:
        raise ImproperlyConfigured("Productie start niet zonder DATABASE_URL: zeg in welke database de inhoud staat.")
else:
    # Only ever served to this computer: see ALLOWED_HOSTS.
    SECRET_KEY = SECRET_KEY or "alleen-voor-deze-computer"
    ALLOWED_HOSTS = ALLOWED_HOSTS or ["127.0.0.1", "localhost", "[::1]"]

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "auditlog",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "measures",
    "laws",
    "motions",
    "portal",
]

MIDDLEWARE = [
    "portal.middleware.bare_heads",
    "portal.operations.requests.name_requests",
    "portal.operations.metrics.CountRequests",
    "portal.middleware.page_headers",
    "portal.api.middleware.api_headers",
    "django.middleware.security.SecurityMiddleware",
    "portal.middleware.read_only",
    "portal.middleware.small_bodies",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.serving.middleware.PublicAnswers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.operations.acts.tell_acts",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.login.middleware.staff_gate",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.search.middleware.SearchFollows",
    "portal.middleware.AuditTrail",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context_processors.site",
            ],
            "builtins": ["portal.templatetags.portal", "portal.templatetags.agenda", "portal.templatetags.pictures"],
        },
    }
]

DATABASES = {"default": env.db_url("DATABASE_URL")}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
# A new connection costs more than most answers.
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Writers wait for each other instead of failing; readers never wait.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    # Who cannot be reached is told so soon; the visitor gets a page from memory, or reads that it will be back.
    # And who falls silent halfway, as a machine does that loses its network, is given up after as long.
    patience = {
        "connect_timeout": 3,
        "tcp_user_timeout": 5_000,
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 2,
    }
    DATABASES["default"]["OPTIONS"] = patience | DATABASES["default"].get("OPTIONS", {})
    if env("DATABASE_POOL_SIZE"):
        # A pool keeps its own connections; at most so many for each process.
        DATABASES["default"]["CONN_MAX_AGE"] = 0
        DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": env("DATABASE_POOL_SIZE"), "timeout": 2}

# Where pg_dump, pg_restore and psql are, for backups of PostgreSQL; empty: on PATH.
PG_BIN = env("PG_BIN")

# Counts attempts to log in, so every process must see the same numbers. `createcachetable` makes the table.
CACHES = {
    # What one process remembers for itself: how often each reader asks the API.
    "memory": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "memory",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
    "default": {
        "BACKEND": "portal.operations.shared_cache.SturdyDatabaseCache",
        "LOCATION": "cache",
        # A full cache forgets attempts; this many rows is more than anyone can fill in the time that a row lives.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}
if env("CACHE_URL"):
    if not env("CACHE_URL").startswith(("redis://", "rediss://")):
        raise ImproperlyConfigured("CACHE_URL is geen adres van een Redis; het begint met redis:// of rediss://.")
    CACHES["default"] = {
        "BACKEND": "portal.operations.shared_cache.SturdyRedisCache",
        "LOCATION": env("CACHE_URL"),
        "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
    }

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_FILTER_BACKENDS": [],
    "DEFAULT_SCHEMA_CLASS": "portal.api.description.ApiSchema",
    "DEFAULT_THROTTLE_CLASSES": ["portal.operations.limits.ApiThrottle"],
    "EXCEPTION_HANDLER": "portal.api.problems.handle",
    "NUM_PROXIES": 1 if IS_PRODUCTION and env("BEHIND_TLS_PROXY") else 0,
}
# Bytes of a form with a workbook in it, which is 5 MB at most; nginx refuses what is larger before it comes here.
MOST_SENT = 6 * 1024 * 1024
# How much of what is public each process remembers; 0: nothing.
PAGE_MEMORY_MB = env("PAGE_MEMORY_MB")
# Whether each process remembers the facts that standings follow from, until the content changes.
AGENDA_MEMORY = True
# A reader is an address on the internet. Each process counts for itself.
API_RATE = env("API_RATE")
SEARCH_RATE = env("SEARCH_RATE")
SPECTACULAR_SETTINGS = {
    "TITLE": "Voortgang passend onderwijs",
    "DESCRIPTION": (
        "De 25 maatregelen van de verbeteraanpak passend onderwijs, met hun doelen, wetsvoorstellen, moties en acties, en "
        "wat elke rapportage daarover zegt. Open data onder CC0: zonder login, alleen te lezen. Alleen wat gepubliceerd is. "
        "Datums van een planning zijn nooit een feit: wat echt in werking trad, staat apart."
    ),
    "VERSION": API_VERSION,
    "OAS_VERSION": "3.0.3",
    "SERVERS": [{"url": "https://portaal.example.nl/api/v1", "description": "Deze site"}],
    "CONTACT": {
        "name": "Beheer van Voortgang passend onderwijs",
        "url": "https://portaal.example.nl/over/",
        "email": "beheer@portaal.example.nl",
    },
    "LICENSE": {"name": "CC0 1.0", "url": "https://creativecommons.org/publicdomain/zero/1.0/"},
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SCHEMA_PATH_PREFIX_TRIM": True,
    "POSTPROCESSING_HOOKS": ["portal.api.description.complete"],
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Who entered the last change to a draft cannot publish it. A team of one person can switch this off; the log says so.
FOUR_EYES = env("FOUR_EYES")

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = env("STATIC_ROOT")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

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

# Logging in: see portal/login/. Accounts are made in the admin; nothing is sent by e-mail.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend", "portal.editing.roles.RoleBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
ACCOUNT_ADAPTER = "portal.login.adapters.StaffAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key", "reauthenticate": "10/m/user"}
ACCOUNT_SESSION_REMEMBER = False
# An account of the organisation's own is never joined to another one by its e-mail address.
ACCOUNT_UNIQUE_EMAIL = False
MFA_ADAPTER = "portal.login.adapters.SecondFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = SITE_NAME
SOCIALACCOUNT_ADAPTER = "portal.login.adapters.OrganisationAdapter"
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

# A session ends this long after the last page of /beheer/.
SESSION_COOKIE_AGE = env("SESSION_IDLE_MINUTES") * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = env("CSRF_TRUSTED_ORIGINS")
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
if IS_PRODUCTION:
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    # A load balancer asks these from nearby, without TLS.
    SECURE_REDIRECT_EXEMPT = [r"^gezondheid/$", r"^gereed/$", r"^metrics$"]
    SECURE_HSTS_SECONDS = 63_072_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    if env("BEHIND_TLS_PROXY"):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
        # The proxy adds the visitor's address; attempts to log in are counted by it.
        ALLAUTH_TRUSTED_PROXY_COUNT = 1

# Who scrapes /metrics shows this token; without one that page does not exist.
METRICS_TOKEN = env("METRICS_TOKEN")
LOG_REQUESTS = env("LOG_REQUESTS")
LOG_FORMATS = {"tekst": "portal.operations.logs.Text", "json": "portal.operations.logs.Json"}
if env("LOG_FORMAT") not in LOG_FORMATS:
    raise ImproperlyConfigured(f"LOG_FORMAT is „{env('LOG_FORMAT')}”; kies {' of '.join(LOG_FORMATS)}.")
HANDLERS = {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request"]}}
if env("ERROR_HANDLER"):
    # Where errors must be reported as well: a handler of Python's logging, such as that of Sentry's client.
    HANDLERS["reports"] = {"class": env("ERROR_HANDLER"), "level": "ERROR", "filters": ["request"]}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": LOG_FORMATS[env("LOG_FORMAT")]}},
    "filters": {"request": {"()": "portal.operations.requests.NameOfRequest"}},
    "handlers": HANDLERS,
    "root": {"handlers": list(HANDLERS), "level": env("LOG_LEVEL")},
}
