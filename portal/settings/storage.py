"""Where things are kept: the database, the caches and the static files."""

from django.core.exceptions import ImproperlyConfigured

from portal.settings.environment import env

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
        "BACKEND": "portal.operations.storage.shared_cache.SturdyDatabaseCache",
        "LOCATION": "cache",
        # A full cache forgets attempts; this many rows is more than anyone can fill in the time that a row lives.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}
if env("CACHE_URL"):
    if not env("CACHE_URL").startswith(("redis://", "rediss://")):
        raise ImproperlyConfigured("CACHE_URL is geen adres van een Redis; het begint met redis:// of rediss://.")
    CACHES["default"] = {
        "BACKEND": "portal.operations.storage.shared_cache.SturdyRedisCache",
        "LOCATION": env("CACHE_URL"),
        "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
    }

STATIC_URL = "/static/"
STATIC_ROOT = env("STATIC_ROOT")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
