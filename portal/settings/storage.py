"""The database, the caches and the static files."""

from django.core.exceptions import ImproperlyConfigured

from portal.settings.environment import env

DATABASES = {"default": env.db_url("DATABASE_URL")}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
# In seconds. Opening a connection takes more time than most responses.
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A writer waits for another writer, up to 20 seconds, instead of failing at once. A reader never waits.
    # Each thread has a connection. A connection keeps 256 kB of the file and 16 prepared queries, instead of 2 MB and 128: Linux
    # keeps the file once for all of them, and a prepared query of the portal takes up to 100 kB.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "cached_statements": 16,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-256;",
    }
else:
    # `connect_timeout`: fail fast, so that the client gets a cached page or a 503. The other settings close a connection on which
    # nothing arrives any more, for example because a network fails. In seconds; `tcp_user_timeout` in milliseconds.
    patience = {
        "connect_timeout": 3,
        "tcp_user_timeout": 5_000,
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 2,
    }
    DATABASES["default"]["OPTIONS"] = patience | DATABASES["default"].get("OPTIONS", {})
    if env("DATABASE_POOL_SIZE"):
        # `max_size` is per process. A pool keeps connections open itself, so CONN_MAX_AGE must be 0.
        DATABASES["default"]["CONN_MAX_AGE"] = 0
        DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": env("DATABASE_POOL_SIZE"), "timeout": 2}

# The folder of pg_dump, pg_restore and psql, which backups of PostgreSQL need. When it is empty, they are on PATH.
PG_BIN = env("PG_BIN")

CACHES = {
    # An in-memory cache per process. It holds the timestamps of the recent API requests and searches of each client.
    "memory": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "memory",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
    # Counts login attempts, so all processes must share it. `createcachetable` makes its table.
    "default": {
        "BACKEND": "portal.operations.storage.shared_cache.SturdyDatabaseCache",
        "LOCATION": "cache",
        # A full cache deletes entries, and so forgets login attempts. Entries expire before anyone can make this many.
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
