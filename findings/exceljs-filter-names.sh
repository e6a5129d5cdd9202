#!/usr/bin/env bash
# exceljs: of the filters on several sheets, only the name of the last one is written again, as a name of the whole workbook.
#
# Expected: reading a workbook and writing it again keeps the hidden names that belong to its filters. ECMA-376 (18.2.5) lets
#   `_xlnm._FilterDatabase` stand once for each sheet: a `localSheetId` says of which.
# Behaviour: the hidden name of each sheet is read as one name of the workbook, so the last one wins. It loses `localSheetId` and
#   `hidden`, while the other built-in names (`_xlnm.Print_Titles`) keep theirs. The filters themselves stay.
# Seen with exceljs 4.4.0 and a workbook of openpyxl 3.1.5 with a filter on each of its two sheets:
#   before: [('0', '1', "'Een'!$A$1:$B$2"), ('1', '1', "'Twee'!$A$1:$B$2")]
#   after: [('', '', 'Twee!$A$1:$B$2')]
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check openpyxl==3.1.5 2>/dev/null
npm install --silent --no-audit --no-fund exceljs@4.4.0 >/dev/null 2>&1
cat >make.py <<'PYTHON'
from openpyxl import Workbook

book = Workbook()
for sheet in (book.active, book.create_sheet("Twee")):
    for row in (["kop", "kop"], ["cel", "cel"]):
        sheet.append(row)
    sheet.auto_filter.ref = "A1:B2"
book.active.title = "Een"
book.save("before.xlsx")
PYTHON
cat >again.js <<'NODE'
const { Workbook } = require("exceljs");

(async () => {
  const book = new Workbook();
  await book.xlsx.readFile("before.xlsx");
  await book.xlsx.writeFile("after.xlsx");
})();
NODE
cat >names.py <<'PYTHON'
import sys
import xml.etree.ElementTree as ElementTree
import zipfile


def names_in(file):
    root = ElementTree.fromstring(zipfile.ZipFile(file).read("xl/workbook.xml"))
    names = (each for each in root.iter() if each.get("name") == "_xlnm._FilterDatabase")
    return [(name.get("localSheetId", ""), name.get("hidden", ""), name.text) for name in names]


before, after = names_in("before.xlsx"), names_in("after.xlsx")
print(f"before: {before}\nafter: {after}")
sys.exit(not (len(before) == 2 and after == [("", "", "Twee!$A$1:$B$2")]))
PYTHON
venv/bin/python make.py
node again.js
venv/bin/python names.py
