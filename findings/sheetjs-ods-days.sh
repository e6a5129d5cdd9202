#!/usr/bin/env bash
# SheetJS: a day in a workbook becomes the evening before, or a bare number, when it is written as OpenDocument.
#
# Expected: `XLSX.write` with `bookType: "ods"` gives the day of the cell, as the same workbook written as .xlsx does.
# Behaviour: with `cellDates` a day is a Date at midnight of the local clock, which the writer turns into UTC with `toISOString`.
#   East of Greenwich, OpenDocument so gets the evening before: other programs show 28 February, 23:00. Without `cellDates`, which
#   is the default of reading, the format that makes a number a date is lost: the cell is the number 46447.
# Seen with xlsx 0.18.5 (the newest on npm) and Node 20, in the time zone Europe/Amsterdam, of a cell with 1 March 2027:
#   xlsx: 1 maart 2027
#   ods, cellDates: date 2027-02-28T23:00:00.000Z
#   ods, default: float 46447
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

npm install --silent --no-audit --no-fund xlsx@0.18.5 >/dev/null
cat >days.js <<'NODE'
const XLSX = require("xlsx");

const book = XLSX.utils.book_new();
XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([[new Date(2027, 2, 1)]]), "Blad");
const file = XLSX.write(book, { type: "buffer", bookType: "xlsx" });
const { t: kind, v: value } = XLSX.read(file).Sheets.Blad.A1;
const parts = XLSX.SSF.parse_date_code(value);
const months = ["", "januari", "februari", "maart"];
const seen = [`xlsx: ${parts.d} ${months[parts.m]} ${parts.y}`];
for (const [name, options] of [["cellDates", { cellDates: true }], ["default", {}]]) {
  const again = XLSX.write(XLSX.read(file, options), { type: "buffer", bookType: "ods" });
  const xml = XLSX.CFB.find(XLSX.CFB.read(again, { type: "buffer" }), "content.xml").content.toString();
  const [, type] = xml.match(/office:value-type="([a-z]+)"/);
  const [, text] = xml.match(/office:(?:date-)?value="([^"]*)"/);
  seen.push(`ods, ${name}: ${type} ${text}`);
}
console.log(seen.join("\n"));
const expected = ["xlsx: 1 maart 2027", "ods, cellDates: date 2027-02-28T23:00:00.000Z", "ods, default: float 46447"];
process.exit(kind === "n" && seen.join() === expected.join() ? 0 : 1);
NODE
TZ=Europe/Amsterdam node days.js
