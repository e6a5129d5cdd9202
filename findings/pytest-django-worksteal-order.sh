#!/usr/bin/env bash
# pytest-django with pytest-xdist: under `--dist worksteal`, a test in a transaction can run after one that emptied the database.
#
# Expected: pytest-django runs the tests with `transaction=True`, which empty the database at their end, after all others. So the
#   rows that were made once for the test database are there for every test that rolls back.
# Behaviour: the order holds for the list of all tests. `worksteal` cuts that list in two. Who gets the last part, with the tests
#   that empty the database, is done first and takes over tests from the other process. Those find an empty database. Make the
#   rows anew after such a test, or do not steal.
# Seen with pytest-django 4.14.0, pytest-xdist 3.8.0, pytest 9.2.0 and Django 5.2.19:
#   in one process: every test finds the row
#   worksteal: a test that was taken over finds no row
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check \
	pytest-django==4.14.0 pytest-xdist==3.8.0 pytest==9.2.0 Django==5.2.19 2>/dev/null
cat >site_settings.py <<'PYTHON'
SECRET_KEY = "for this test only"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.sites"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
PYTHON
cat >conftest.py <<'PYTHON'
import pytest


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    from django.contrib.sites.models import Site

    with django_db_blocker.unblock():
        Site.objects.create(domain="made-once.example")
PYTHON
cat >test_rows.py <<'PYTHON'
import time

import pytest
from django.contrib.sites.models import Site


@pytest.mark.django_db
@pytest.mark.parametrize("number", range(12))
def test_rolls_back(number):
    time.sleep(0.5)
    assert Site.objects.filter(domain="made-once.example").exists()


@pytest.mark.parametrize("number", range(11))
def test_without_a_database(number):
    pass


@pytest.mark.django_db(transaction=True)
def test_empties_the_database():
    Site.objects.create(domain="another.example")
PYTHON
run() { venv/bin/python -m pytest --ds=site_settings --quiet -p no:cacheprovider -n 2 --dist "$1"; }

# One after the other, the order of pytest-django holds.
venv/bin/python -m pytest --ds=site_settings --quiet -p no:cacheprovider >one.txt
echo "in one process: every test finds the row"
if run worksteal >two.txt; then
	echo "worksteal: every test finds the row; this has changed" >&2
	exit 1
fi
grep --quiet "test_rolls_back" two.txt
echo "worksteal: a test that was taken over finds no row"
