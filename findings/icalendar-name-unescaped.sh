#!/usr/bin/env bash
# icalendar: a comma, a semicolon or a backslash in NAME, or in a property of one's own, is written without its escape.
#
# Expected: RFC 7986 gives NAME the type TEXT, and RFC 5545 (3.3.11) wants `\,`, `\;` and `\\` in a TEXT, as the library writes in
#   SUMMARY. An x-property without a VALUE is a TEXT too (RFC 5545, 3.8.8.2), such as X-WR-CALNAME.
# Behaviour: `add()` escapes only in the properties that it knows, and NAME is none of them. A text with a line end even stops the
#   writing with an AssertionError. With the text as `vText` both come out right.
# Seen with icalendar 7.3.0:
#   SUMMARY:Zorg\, wonen\; leren
#   NAME:Zorg, wonen; leren
#   X-WR-CALNAME:Zorg, wonen; leren
#   as vText: Zorg\, wonen\; leren
#   two lines: AssertionError
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check icalendar==7.3.0 2>/dev/null
cat >name.py <<'PYTHON'
import sys

from icalendar import Calendar, vText

TEXT, ESCAPED = "Zorg, wonen; leren", r"Zorg\, wonen\; leren"


def written(name, value):
    calendar = Calendar()
    calendar.add(name, value)
    lines = calendar.to_ical().decode().split("\r\n")
    return next(line for line in lines if line.startswith(f"{name}:")).partition(":")[2]


seen = {name: written(name, TEXT) for name in ("SUMMARY", "NAME", "X-WR-CALNAME")}
for name, line in seen.items():
    print(f"{name}:{line}")
as_text = written("NAME", vText(TEXT))
print(f"as vText: {as_text}")
try:
    written("NAME", "een\ntwee")
    of_two_lines = "written"
except AssertionError as error:
    of_two_lines = type(error).__name__
print(f"two lines: {of_two_lines}")
expected = {"SUMMARY": ESCAPED, "NAME": TEXT, "X-WR-CALNAME": TEXT}
sys.exit(not (seen == expected and as_text == ESCAPED and of_two_lines == "AssertionError"))
PYTHON
venv/bin/python name.py
