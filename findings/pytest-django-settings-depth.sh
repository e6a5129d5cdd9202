#!/usr/bin/env bash
# pytest-django: assigning to `settings` about a thousand times in one test ends in a RecursionError.
#
# Expected: `settings.NAME = value` replaces the value that the fixture set before, so that a test may switch a setting as often
#   as it likes.
# Behaviour: each assignment enters another `override_settings`, which wraps the settings that are there. A later read walks
#   through all these layers, one function call for each, until Python's limit is reached. Assign only when the value differs, or
#   patch the module that reads the setting.
# Seen with pytest-django 4.11.1, pytest 8.4.2 and Django 5.2.19:
#   after 100 assignments: the setting can be read
#   after 1500 assignments: RecursionError
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check pytest-django==4.11.1 pytest==8.4.2 Django==5.2.19 2>/dev/null
cat >site_settings.py <<'PYTHON'
SECRET_KEY = "for this test only"
LEFT_ALONE = "unchanged"
PYTHON
cat >test_depth.py <<'PYTHON'
import pytest


def switch(settings, times):
    for number in range(times):
        settings.SWITCHED = number


def test_a_hundred_times(settings):
    switch(settings, 100)
    assert settings.LEFT_ALONE == "unchanged"
    print("after 100 assignments: the setting can be read")


def test_fifteen_hundred_times(settings):
    with pytest.raises(RecursionError):
        switch(settings, 1_500)
        settings.LEFT_ALONE
    print("after 1500 assignments: RecursionError")
PYTHON
venv/bin/python -m pytest --ds=site_settings --quiet -s test_depth.py
