#!/usr/bin/env bash
# openpyxl: the read-only mode skips a row that stands after a row with a higher number, without a word.
#
# Expected: read-only mode gives the same cells as the normal mode, only slower or faster; or an error for an unusual file.
# Behaviour: the schema of a worksheet (ECMA-376) does not demand that rows stand in the order of their numbers. The normal mode
#   reads them all. The read-only mode counts upwards and leaves out every row whose number it has passed.
# Seen with openpyxl 3.1.5, in a sheet whose XML has row 2 before row 1:
#   normal:    [('first',), ('second',)]
#   read-only: [(None,), ('second',)]
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check openpyxl==3.1.5 2>/dev/null
cat >rows.py <<'PYTHON'
import re
import sys
import zipfile

from openpyxl import Workbook, load_workbook

book = Workbook()
book.active.append(["first"])
book.active.append(["second"])
book.save("plain.xlsx")
with zipfile.ZipFile("plain.xlsx") as plain, zipfile.ZipFile("turned.xlsx", "w") as turned:
    for name in plain.namelist():
        content = plain.read(name)
        if name == "xl/worksheets/sheet1.xml":
            content = re.sub(rb"(<row r=\"1\".*?</row>)(<row r=\"2\".*?</row>)", rb"\2\1", content)
        turned.writestr(name, content)
seen = {}
for name, is_read_only in (("normal", False), ("read-only", True)):
    sheet = load_workbook("turned.xlsx", read_only=is_read_only).active
    seen[name] = list(sheet.iter_rows(values_only=True))
    print(f"{name}: {seen[name]}")
sys.exit(not (("first",) in seen["normal"] and ("first",) not in seen["read-only"]))
PYTHON
venv/bin/python rows.py
