#!/usr/bin/env bash
# pytest-django: monkeypatch on the fixture `settings` deletes the setting for every test that follows.
#
# Expected: `monkeypatch.setattr(settings, NAME, value)` is undone after the test, as with any object, and the setting has its
#   own value again.
# Behaviour: within the test all is well. Afterwards the setting does not exist any more: reading it raises AttributeError in
#   every later test of the process, far from the cause. `settings.NAME = value` on the same fixture is undone well.
#   To undo, pytest 9.2 deletes a name that was not in the instance's own `__dict__`. The fixture `settings` keeps no values of
#   its own, and takes that for a wish to delete the setting. With pytest 8.4.2 the setting has its own value again.
# Seen with pytest 9.2.0, pytest-django 4.14.0 and Django 5.2.19, when two tests run after each other:
#   monkeypatch: 1 failed, 1 passed (AttributeError in the second test)
#   settings:    2 passed
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check pytest==9.2.0 pytest-django==4.14.0 Django==5.2.19 2>/dev/null
printf 'SECRET_KEY = "for this test only"\nGREETING = "original"\n' >site_settings.py

tests() { # HOW TO CHANGE THE SETTING
  cat >test_order.py <<PYTHON
from django.conf import settings as in_use


def test_first(settings, monkeypatch):
    $1
    assert in_use.GREETING == "changed"


def test_second():
    assert in_use.GREETING == "original"
PYTHON
  venv/bin/python -m pytest --quiet --ds=site_settings -p no:cacheprovider test_order.py || true
}

seen=$(tests 'monkeypatch.setattr(settings, "GREETING", "changed")')
echo "monkeypatch: $(tail -n 1 <<<"$seen")"
grep -q "1 failed, 1 passed" <<<"$seen"
grep -q "AttributeError" <<<"$seen"

seen=$(tests 'settings.GREETING = "changed"')
echo "settings: $(tail -n 1 <<<"$seen")"
grep -q "2 passed" <<<"$seen"
