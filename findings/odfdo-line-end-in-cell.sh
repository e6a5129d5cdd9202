#!/usr/bin/env bash
# odfdo: a line end in the text of a cell is written as a character that OpenDocument reads as a space.
#
# Expected: a text of two lines in a cell gives two paragraphs, or a <text:line-break/>, as LibreOffice writes it. odfdo reads
#   its own file back with both lines.
# Behaviour: `Table.set_value` puts the line end as it is in one <text:p>. OpenDocument 1.3 (part 3, 6.1.2) takes such a
#   character for a space, so a spreadsheet program shows one line. The attribute office:string-value keeps the line end, and
#   odfdo reads that, so its own round trip hides it.
# Seen with odfdo 3.27.3: paragraphs 1, line breaks 0, read back "regel een\nregel twee".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check "odfdo==3.27.3" 2>/dev/null

seen=$("$folder/venv/bin/python" - <<'PYTHON'
import io

from odfdo import Document, Table

made, table, file = Document("spreadsheet"), Table("Blad"), io.BytesIO()
table.set_value((0, 0), "regel een\nregel twee")
made.body.clear()
made.body.append(table)
made.save(file)
file.seek(0)
read = Document(file).body.get_table(0)
cell = read.get_cell((0, 0)).serialize()
print(f"paragraphs {cell.count('<text:p>')}, line breaks {cell.count('text:line-break')}, read back {read.get_value((0, 0))!r}")
PYTHON
)
echo "$seen"
[ "$seen" = "paragraphs 1, line breaks 0, read back 'regel een\nregel twee'" ]
