#!/usr/bin/env bash
# django-auditlog: a masked field is masked for half; the second half of the value stands in the log.
#
# Expected: with `mask_fields` the log tells that a field changed, and nothing of its value.
# Behaviour: the default mask replaces the first half of a value by asterisks and keeps the second half as it is. A field whose
#   value may not be read at all needs a function of its own (`mask_callable`), or `exclude_fields` and no line in the log.
# Seen with django-auditlog 3.4.1 and Django 5.2.19, for a name of 16 characters:
#   ['**ne', '********hijklmno']
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check django-auditlog==3.4.1 Django==5.2.19 2>/dev/null
cat >mask.py <<'PYTHON'
import sys

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="for this test only",
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "auditlog"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
django.setup()

from auditlog.models import LogEntry  # noqa: E402
from auditlog.registry import auditlog  # noqa: E402
from django.contrib.auth.models import Group  # noqa: E402
from django.core.management import call_command  # noqa: E402

call_command("migrate", verbosity=0)
auditlog.register(Group, mask_fields=["name"])
Group.objects.create(name="abcdefg-hijklmno")
changes = LogEntry.objects.get().changes["name"]
print(changes)
sys.exit(not changes[1].endswith("hijklmno"))
PYTHON
venv/bin/python mask.py
