#!/usr/bin/env bash
# django-auditlog: a many-to-many link that is made from the other end is logged at that end, under the name of a field that it
# does not have.
#
# Expected: a link between a user and a group is logged at the user, whose field `groups` is registered, whichever end makes it;
#   or at the group under `user_set`.
# Behaviour: `group.user_set.add(user)` writes one line, about the group, with a change of its field "groups". A group has no such
#   field, and the user has no line. Who reads a log by looking up each field of its model finds none.
# Seen with django-auditlog 3.4.1 and Django 5.2.19:
#   [('group', {'groups': {'type': 'm2m', 'operation': 'add', 'objects': ['a']}})]
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check django-auditlog==3.4.1 Django==5.2.19 2>/dev/null
cat >other_end.py <<'PYTHON'
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
from django.contrib.auth.models import Group, User  # noqa: E402
from django.core.management import call_command  # noqa: E402

call_command("migrate", verbosity=0)
auditlog.register(User, m2m_fields={"groups"})
auditlog.register(Group)
user, group = User.objects.create(username="a"), Group.objects.create(name="b")
LogEntry.objects.all().delete()
group.user_set.add(user)
lines = [(entry.content_type.model, entry.changes) for entry in LogEntry.objects.all()]
print(lines)
sys.exit(lines != [("group", {"groups": {"type": "m2m", "operation": "add", "objects": ["a"]}})])
PYTHON
venv/bin/python -W ignore other_end.py
