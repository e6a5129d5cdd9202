"""A process dies, or the disk is full, during seeding, an import or a publication: the database stays as it was."""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
from django.conf import settings

from tests.server import PUBLISH, READY_TO_PUBLISH, environment_in, manage, postgresql, run

pytestmark = [pytest.mark.once, pytest.mark.fault]

SEED = """
from django.core.management import call_command
call_command("seed", verbosity=0)
"""
# An import of a workbook that changes the status of every measure. The workbook is ready before the fault begins.
IMPORT = """
import io
from openpyxl import load_workbook
from measures.models import Report
from portal.desk.workbook.applying import apply
from portal.core.workbooks.opening import open_workbook
from portal.desk.workbook.reading import read_workbook
from portal.desk.workbook.writing import to_workbook
report = Report.objects.get(slug="vgr-6")
book = load_workbook(io.BytesIO(to_workbook(report)))
page = next(sheet for sheet in book if any(cell.value == "Status" for cell in sheet[1]))
place = next(cell.column for cell in page[1] if cell.value == "Status")
for number in range(2, page.max_row + 1):
    page.cell(number, place).value = "afgerond"
file = io.BytesIO()
book.save(file)
preview = read_workbook(open_workbook(file.getvalue()), report)
assert preview.can_be_applied and len(preview.to_do) > 10, preview.counts
{fault}
apply(preview)
"""
# From here on the process exits at the given write to the database, as with kill -9.
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
# Imitate a full disk: from here on, every write beyond the first 64 kB of a file fails. Larger files can still be read.
FULL = """
import resource
from django.db import connection
connection.ensure_connection()
resource.setrlimit(resource.RLIMIT_FSIZE, (65536, resource.RLIM_INFINITY))
"""
WRITES = [1, 8]
# An empty PostgreSQL takes about 50 MB, with its write-ahead log.
ROOM = "200m"


def fingerprint(environment):
    """Return the number of rows in all tables, and a hash of them."""
    command = [sys.executable, "manage.py", "dumpdata", "--all", "--exclude", "contenttypes", "--exclude", "auth.permission"]
    told = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, check=True).stdout
    rows = sorted(json.dumps(row, sort_keys=True) for row in json.loads(told))
    return len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest()


def assert_leaves_nothing(environment, code, fault, *, status):
    """Check that a task with a fault exits with `status` and leaves the database unchanged. Return its stderr."""
    before = fingerprint(environment)
    done = run(environment, with_fault(code, fault))
    assert done.returncode == status, done.stderr
    assert fingerprint(environment) == before
    return done.stderr


def with_fault(code, fault=""):
    return code.replace("{fault}", fault) if "{fault}" in code else fault + code


def assert_works(environment, code):
    done = run(environment, with_fault(code))
    assert done.returncode == 0, done.stderr


@pytest.fixture(params=["sqlite", "postgresql"])
def environment(request, tmp_path):
    """Yield the environment of an empty portal."""
    with ExitStack() as stack:
        found = environment_in(tmp_path)
        if request.param == "postgresql":
            found["DATABASE_URL"] = stack.enter_context(postgresql()).get_uri()
        yield found


def story(environment):
    """Yield the code of each step from an empty database to a published sixth report: seeding, import, publication.

    The caller lets a step fail. After that, this generator runs the step without a fault.
    """
    manage(environment, "migrate")
    manage(environment, "createcachetable")
    yield SEED
    assert_works(environment, SEED)
    assert_works(environment, READY_TO_PUBLISH)
    for code in (IMPORT, PUBLISH):
        yield code
        assert_works(environment, code)


def test_a_process_that_is_killed_leaves_nothing(environment):
    for code in story(environment):
        for writes in WRITES:
            assert_leaves_nothing(environment, code, KILLED.format(writes=writes), status=9)


def test_a_full_disk_leaves_nothing_on_sqlite(tmp_path):
    environment = environment_in(tmp_path)
    for code in story(environment):
        assert "OperationalError" in assert_leaves_nothing(environment, code, FULL, status=1)


@pytest.fixture
def small_disk():
    """Mount a disk in memory with room for one database (`ROOM`) and yield its folder. Skip the test unless root runs it."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(folder)], capture_output=True, check=False)
    if made.returncode:
        folder.rmdir()
        pytest.skip("Een kleine schijf maken mag hier niet (mount): een volle schijf onder PostgreSQL is niet geprobeerd.")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)
    folder.rmdir()


@contextmanager
def filled(disk):
    """Fill the disk until no block is free."""
    rest = disk / "rest"
    with suppress(OSError), rest.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    assert shutil.disk_usage(disk).free == 0
    try:
        yield
    finally:
        rest.unlink()


def test_a_full_disk_leaves_nothing_on_postgresql(small_disk, tmp_path):
    """PostgreSQL too keeps its content. It works again once the disk has room, after a restart if it stopped."""
    with postgresql(small_disk) as database:
        environment = environment_in(tmp_path) | {"DATABASE_URL": database.get_uri()}
        for code in story(environment):
            before = fingerprint(environment)
            with filled(small_disk):
                done = run(environment, with_fault(code))
            assert done.returncode == 1
            assert "OperationalError" in done.stderr
            assert "No space left on device" in done.stderr
            database.ensure_postgres_running()
            assert fingerprint(environment) == before
