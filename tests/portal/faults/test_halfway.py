"""A process dies, or the disk is full, halfway a seeding, an import or a publication: nothing of it is left behind."""

import hashlib
import json
import subprocess
import sys

import pytest
from django.conf import settings

from tests.server import PUBLISH, READY_TO_PUBLISH, environment_in, manage, postgresql, run

pytestmark = [pytest.mark.once, pytest.mark.fault]

SEED = """
from django.core.management import call_command
call_command("seed", verbosity=0)
"""
# A workbook in which every measure got another status; the file is made before anything goes wrong.
IMPORT = """
import io
from openpyxl import load_workbook
from measures.models import Report
from portal.workbook.applying import apply
from portal.workbook.reading import read_workbook
from portal.workbook.writing import to_workbook
report = Report.objects.get(slug="vgr-6")
book = load_workbook(io.BytesIO(to_workbook(report)))
page = next(sheet for sheet in book if any(cell.value == "Status" for cell in sheet[1]))
place = next(cell.column for cell in page[1] if cell.value == "Status")
for number in range(2, page.max_row + 1):
    page.cell(number, place).value = "afgerond"
file = io.BytesIO()
book.save(file)
preview = read_workbook(file.getvalue(), report)
assert preview.can_be_applied and len(preview.to_do) > 10, preview.counts
{fault}
apply(preview)
"""
# The process is gone at the write of this number, as with kill -9.
KILLED = """
import os
from django.db import connection
left = {writes}
def die(execute, sql, params, many, context):
    global left
    if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
        left -= 1
        if not left:
            os._exit(9)
    return execute(sql, params, many, context)
connection.execute_wrappers.append(die)
"""
# No file may grow past 64 kB from here on; those that are larger can still be read.
FULL = """
import resource
from django.db import connection
connection.ensure_connection()
resource.setrlimit(resource.RLIMIT_FSIZE, (65536, resource.RLIM_INFINITY))
"""
WRITES = [1, 8]


def fingerprint(environment):
    """A hash of every row of every table."""
    command = [sys.executable, "manage.py", "dumpdata", "--all", "--exclude", "contenttypes", "--exclude", "auth.permission"]
    told = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, check=True).stdout
    rows = sorted(json.dumps(row, sort_keys=True) for row in json.loads(told))
    return len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest()


def assert_leaves_nothing(environment, code):
    """However far it came, nothing of it is there."""
    before = fingerprint(environment)
    for writes in WRITES:
        fault = KILLED.format(writes=writes)
        done = run(environment, code.replace("{fault}", fault) if "{fault}" in code else fault + code)
        assert done.returncode == 9, done.stderr
        assert fingerprint(environment) == before
    if "sqlite" in environment["DATABASE_URL"]:
        done = run(environment, code.replace("{fault}", FULL) if "{fault}" in code else FULL + code)
        assert done.returncode == 1
        assert "OperationalError" in done.stderr
        assert fingerprint(environment) == before


def assert_works(environment, code):
    done = run(environment, code.replace("{fault}", ""))
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_nothing_is_left_halfway(tmp_path, engine):
    if engine == "sqlite":
        follow(environment_in(tmp_path))
    else:
        with postgresql() as database:
            follow(environment_in(tmp_path) | {"DATABASE_URL": database.get_uri()})


def follow(environment):
    """From an empty database to a sixth report, with every fault on the way."""
    manage(environment, "migrate")
    manage(environment, "createcachetable")
    assert_leaves_nothing(environment, SEED)
    assert_works(environment, SEED)
    assert_works(environment, READY_TO_PUBLISH)
    for code in (IMPORT, PUBLISH):
        assert_leaves_nothing(environment, code)
        assert_works(environment, code)
