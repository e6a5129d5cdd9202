#!/usr/bin/env bash
# accessibility-checker-engine (IBM) and HTML_CodeSniffer: what they report of valid HTML that a browser reads well.
#
# Expected: a checker reports what somebody cannot read or reach.
# Behaviour: IBM's engine 4.0.34 calls "start" of <ol> deprecated in HTML 5, although HTML 5 took that attribute back; asks to
#   look at a <dl> whose groups stand in <div>, which the standard allows; and fails a field within closed <details> for want
#   of a label, although the label stands before it and both appear together. The same field outside <details> passes.
#   HTML_CodeSniffer 2.5.1 calculates the ratio NaN:1 for text on a background that is partly transparent, and fails it at level AAA.
# Seen with accessibility-checker-engine 4.0.34, html_codesniffer 2.5.1, playwright 1.55.0 and Chromium:
#   ibm element_attribute_deprecated ol
#   ibm input_label_exists input#inside
#   ibm list_structure_proper dl#grouped
#   htmlcs NaN:1
# It needs npm and Debian's chromium.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check "playwright==1.55.0" 2>/dev/null
for package in accessibility-checker-engine@4.0.34 html_codesniffer@2.5.1; do
  mkdir "${package%@*}"
  tar --extract --gzip --strip-components=1 --directory "${package%@*}" --file "$(npm pack --silent "$package")"
done
cat >page.html <<'HTML'
<!DOCTYPE html>
<html lang="nl">
  <head><meta charset="utf-8"><title>Lijsten</title></head>
  <body>
    <main>
      <h1>Lijsten</h1>
      <dl id="plain"><dt>Voor</dt><dd>scholen</dd><dt>Sector</dt><dd>alle</dd></dl>
      <dl id="grouped"><div><dt>Voor</dt><dd>scholen</dd></div><div><dt>Sector</dt><dd>alle</dd></div></dl>
      <ol start="3"><li>drie</li><li>vier</li></ol>
      <label for="outside">Rol</label><input id="outside" name="rol">
      <details><summary>Meer</summary><label for="inside">Sector</label><input id="inside" name="sector"></details>
      <p style="background: #1d4f66"><a href="#plain" style="color: #fff; background: rgb(0 0 0 / 30%)">Naar de lijst</a></p>
    </main>
  </body>
</html>
HTML
venv/bin/python - <<'PYTHON' | tee seen.txt
from pathlib import Path

from playwright.sync_api import sync_playwright

WATCHED = ("element_attribute_deprecated", "input_label_exists", "list_structure_proper")

with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    page = browser.new_page()
    page.set_content(Path("page.html").read_text(encoding="utf-8"))
    page.add_script_tag(path="accessibility-checker-engine/ace.js")
    page.add_script_tag(path="html_codesniffer/build/HTMLCS.js")
    results = page.evaluate(
        """async () => {
          const report = await new ace.Checker().check(document, ["WCAG_2_2", "IBM_Accessibility"]);
          return report.results.filter((row) => row.value[1] !== "PASS").map((row) => {
            const node = document.evaluate(row.path.dom, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE, null).singleNodeValue;
            return [row.ruleId, node.localName + (node.id ? "#" + node.id : "")];
          });
        }"""
    )
    for rule, element in sorted(set(map(tuple, results))):
        if rule in WATCHED:
            print("ibm", rule, element)
    messages = page.evaluate(
        """() => new Promise((done) => HTMLCS.process("WCAG2AAA", document, () =>
             done(HTMLCS.getMessages().filter((message) => message.type === HTMLCS.ERROR).map((message) => message.msg))))"""
    )
    for message in messages:
        if "NaN:1" in message:
            print("htmlcs NaN:1")
    browser.close()
PYTHON
diff seen.txt - <<'EXPECTED'
ibm element_attribute_deprecated ol
ibm input_label_exists input#inside
ibm list_structure_proper dl#grouped
htmlcs NaN:1
EXPECTED
