#!/usr/bin/env bash
# mammoth: the styles "List Bullet 2" and "List Bullet 3" of Word become bullets of the first level.
#
# Expected: the built-in styles for nested bullets become nested lists in HTML, as they look in Word. python-docx offers
#   these styles for that purpose, and the default style map of mammoth knows nested lists.
# Behaviour: mammoth knows the depth of a bullet by the level within its numbering only. Each of these styles has a
#   numbering of its own, in which it is the first level, so all bullets stand at one level. No warning is given. A style
#   map that names the styles restores the depth.
# Seen with mammoth 1.13.0 and python-docx 1.2.0:
#   default:   <ul><li>een</li><li>twee</li><li>drie</li></ul>
#   style map: <ul><li>een<ul><li>twee</li></ul></li><li>drie</li></ul>
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check "mammoth==1.13.0" "python-docx==1.2.0" 2>/dev/null

seen=$("$folder/venv/bin/python" - "$folder/lijst.docx" <<'PYTHON'
import sys

import docx
import mammoth

document = docx.Document()
for style, text in (("List Bullet", "een"), ("List Bullet 2", "twee"), ("List Bullet", "drie")):
    document.add_paragraph(text, style=style)
document.save(sys.argv[1])
nested = "p[style-name='List Bullet 2'] => ul|ol > li > ul > li:fresh"
for style_map in ("", nested):
    with open(sys.argv[1], "rb") as file:
        result = mammoth.convert_to_html(file, style_map=style_map)
    print(result.value, len(result.messages))
PYTHON
)
echo "$seen"
[ "$seen" = "<ul><li>een</li><li>twee</li><li>drie</li></ul> 0
<ul><li>een<ul><li>twee</li></ul></li><li>drie</li></ul> 0" ]
