#!/usr/bin/env bash
# Django: a prefetch of a plain foreign key asks for its rows with one OR each, so SQLite refuses it for more than a thousand rows.
#
# Expected: `prefetch_related("content_type")` reads the rows with `id IN (…)`, as a prefetch in the other direction does, and
#   Django's own limit of variables for SQLite is far higher than a thousand.
# Behaviour: the other direction reads them with IN. The foreign key is compared as a tuple, which for SQLite becomes
#   `id = 1 OR id = 2 OR …`. SQLite takes an expression of at most 1,000 levels, so with 1,001 different rows the query is an error.
#   `select_related`, or a subquery for the one value that is needed, has no such limit.
# Seen with Django 5.2.19, on SQLite 3.40.1 of Debian 12 and Python 3.11:
#   900 rows, the foreign key: 900 read, with IN: False
#   1001 rows, the foreign key: Expression tree is too large (maximum depth 1000)
#   1001 rows, the other direction: 1001 read, with IN: True
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check Django==5.2.19 2>/dev/null
cat >prefetch.py <<'PYTHON'
import sys

import django
from django.conf import settings

settings.configure(
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
)
django.setup()

from django.contrib.auth.models import Permission  # noqa: E402
from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import OperationalError, connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

call_command("migrate", verbosity=0)
Permission.objects.all().delete()
ContentType.objects.all().delete()
for number in range(1001):
    kind = ContentType.objects.create(app_label="a", model=str(number))
    Permission.objects.create(name="b", codename="c", content_type=kind)


def told(what, rows):
    with CaptureQueriesContext(connection) as asked:
        try:
            found = f"{len(list(rows))} read, with IN: {' IN (' in asked[-1]['sql']}"
        except OperationalError as error:
            found = str(error)
    print(line := f"{what}: {found}")
    return line


seen = [
    told("900 rows, the foreign key", Permission.objects.order_by("pk").prefetch_related("content_type")[:900]),
    told("1001 rows, the foreign key", Permission.objects.prefetch_related("content_type")),
    told("1001 rows, the other direction", ContentType.objects.prefetch_related("permission_set")),
]
sys.exit(seen != [
    "900 rows, the foreign key: 900 read, with IN: False",
    "1001 rows, the foreign key: Expression tree is too large (maximum depth 1000)",
    "1001 rows, the other direction: 1001 read, with IN: True",
])
PYTHON
venv/bin/python -W ignore prefetch.py
