#!/usr/bin/env bash
# Django's database cache: `add()` says "this key is there already" when the database is locked.
#
# Expected: `cache.add()` returns False only when the key exists, as its documentation says, and a database that cannot be written
#   raises an error. Code that uses `add()` as a lock, or counts attempts with it, depends on that.
# Behaviour: the backend takes any error of the database while it writes for a lost race, and returns False without a word. No
#   key exists afterwards. `set()` is silent as well. Who must know it reads the key back.
# Seen with Django 5.2.19 on SQLite:
#   add: False, key afterwards: None
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check Django==5.2.19 2>/dev/null
cat >locked.py <<'PYTHON'
import sqlite3
import sys

import django
from django.conf import settings

settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "cache.sqlite3", "OPTIONS": {"timeout": 0.1}}},
    CACHES={"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_table"}},
)
django.setup()

from django.core.cache import cache  # noqa: E402
from django.core.management import call_command  # noqa: E402

call_command("createcachetable", verbosity=0)
other = sqlite3.connect("cache.sqlite3", isolation_level=None)
other.execute("BEGIN IMMEDIATE")
added = cache.add("key", "value")
other.execute("ROLLBACK")
kept = cache.get("key")
print(f"add: {added}, key afterwards: {kept}")
sys.exit((added, kept) != (False, None))
PYTHON
venv/bin/python locked.py
