"""A spreadsheet as an OpenDocument file (ODF 1.3, .ods), with the same headings, days, links and choices as the XLSX.

The file is a zip of XML parts. Their order and names follow OASIS "OpenDocument v1.3", parts 2 (packages) and 3 (schema);
`settings.xml` has the names that LibreOffice and Collabora read.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator

from portal.core.dates import in_dutch
from portal.outputs.exports.spreadsheet.book import NOT_OFFERED, Book, BookSheet, CellChoice, as_is, cut
from portal.outputs.exports.spreadsheet.ods_styles import STYLES, Xml, automatic_styles, document, element, width_name
from portal.outputs.exports.table import Cell, KeptCell, Link

OPEN_DOCUMENT = "application/vnd.oasis.opendocument.spreadsheet"
# A tab, and a space after another one or at the edge of a line: a reader may drop them unless they are elements.
SPACES = re.compile(r"\t|^ +|(?<= ) +| +$")
# The name that LibreOffice gives the range of the filter buttons of a sheet.
FILTER = "__Anonymous_Sheet_DB__{}"
# The same bytes for the same content.
MOMENT = (1980, 1, 1, 0, 0, 0)


def to_ods(book: Book) -> bytes:
    parts = {
        "content.xml": _content(book),
        "styles.xml": STYLES,
        "meta.xml": _meta(book),
        "settings.xml": _settings(book),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        # First and not compressed: programs know the kind of file by it.
        archive.writestr(zipfile.ZipInfo("mimetype", MOMENT), OPEN_DOCUMENT, zipfile.ZIP_STORED)
        for name, part in {**parts, "META-INF/manifest.xml": _manifest(parts)}.items():
            archive.writestr(zipfile.ZipInfo(name, MOMENT), part, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _manifest(parts: Iterable[str]) -> str:
    entries = [("/", OPEN_DOCUMENT), *((name, "text/xml") for name in parts)]
    return document(
        "manifest:manifest",
        (element("manifest:file-entry", {"manifest:full-path": path, "manifest:media-type": kind}) for path, kind in entries),
        version="manifest:version",
    )


def _meta(book: Book) -> str:
    fields = {
        "dc:title": book.title,
        "meta:initial-creator": book.publisher,
        "dc:creator": book.publisher,
        "dc:language": "nl",
    }
    own = element("meta:user-defined", {"meta:name": "Uitgever"}, Xml.of(book.publisher))
    return document(
        "office:document-meta",
        [element("office:meta", {}, *(element(name, {}, Xml.of(text)) for name, text in fields.items()), own)],
    )


def _settings(book: Book) -> str:
    """Return the settings, in which the headings and the first columns of each sheet stay in sight."""

    def item(name: str, kind: str, value: object) -> Xml:
        return element("config:config-item", {"config:name": name, "config:type": kind}, Xml.of(str(value)))

    def frozen(page: BookSheet) -> Xml:
        values = [("HorizontalSplitMode", "short", 2), ("VerticalSplitMode", "short", 2)]
        values += [("HorizontalSplitPosition", "int", page.frozen_columns), ("VerticalSplitPosition", "int", 1)]
        values += [("ActiveSplitRange", "short", 3), ("PositionRight", "int", page.frozen_columns), ("PositionBottom", "int", 1)]
        return element("config:config-item-map-entry", {"config:name": page.title}, *(item(*value) for value in values))

    pages = (frozen(page) for page in book.pages if page.has_head)
    tables = element("config:config-item-map-named", {"config:name": "Tables"}, *pages)
    entry = element("config:config-item-map-entry", {}, item("ViewId", "string", "view1"), tables)
    views = element("config:config-item-map-indexed", {"config:name": "Views"}, entry)
    view = element("config:config-item-set", {"config:name": "ooo:view-settings"}, views)
    return document("office:document-settings", [element("office:settings", {}, view)])


def _content(book: Book) -> str:
    names = {
        (page.title, place): f"keuze{number}"
        for number, (page, place) in enumerate(((page, place) for page in book.pages for place in page.choices), start=1)
    }
    offered = [
        _validation(names[page.title, place], page, place, choice)
        for page in book.pages
        for place, choice in page.choices.items()
    ]
    filters = [_filter(page, number) for number, page in enumerate(book.pages) if page.has_head]
    sheet = element(
        "office:spreadsheet",
        {},
        *([element("table:content-validations", {}, *offered)] if offered else []),
        *(_table(page, {place: names[page.title, place] for place in page.choices}) for page in book.pages),
        element("table:database-ranges", {}, *filters),
    )
    widths = {width for page in book.pages for width in page.widths}
    return document("office:document-content", [automatic_styles(widths), element("office:body", {}, sheet)])


def _filter(page: BookSheet, number: int) -> Xml:
    first, last = _address(page, 0, 0), _address(page, max(len(page.rows), 2) - 1, len(page.rows[0]) - 1)
    attributes = {
        "table:name": FILTER.format(number),
        "table:target-range-address": f"{first}:{last}",
        "table:display-filter-buttons": "true",
    }
    return element("table:database-range", attributes)


def _address(page: BookSheet, row: int, column: int) -> str:
    """Return the address of a cell, such as 'Stukken over moties'.C2."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    title = page.title.replace("'", "''")
    return f"'{title}'.{letters}{row + 1}"


def _validation(name: str, page: BookSheet, place: int, choice: CellChoice) -> Xml:
    options = ";".join('"{}"'.format(option.replace('"', '""')) for option in choice.options)
    heading, text = NOT_OFFERED
    message = element(
        "table:error-message",
        {"table:message-type": "stop", "table:title": heading, "table:display": "true"},
        element("text:p", {}, Xml.of(text)),
    )
    attributes = {
        "table:name": name,
        "table:condition": f"of:cell-content-is-in-list({options})",
        "table:allow-empty-cell": "true" if choice.may_be_empty else "false",
        "table:base-cell-address": _address(page, 1, place),
        "table:display-list": "unsorted",
    }
    return element("table:content-validation", attributes, message)


def _table(page: BookSheet, choices: dict[int, str]) -> Xml:
    kind = "hidden" if page.is_hidden else "large" if page.is_large else "sheet"
    attributes = {"table:name": page.title, "table:style-name": kind}
    if page.is_protected:
        attributes["table:protected"] = "true"
    usual = "text" if page.holds_text else "plain"
    columns = [
        element("table:table-column", {"table:style-name": width_name(width), "table:default-cell-style-name": usual})
        for width in page.widths
    ]
    columns = columns or [
        element("table:table-column", {"table:number-columns-repeated": str(max(map(len, page.rows), default=1))})
    ]
    rows = [_row(page, number, choices) for number in range(len(page.rows))]
    head = [element("table:table-header-rows", {}, rows.pop(0))] if page.has_head else []
    if choices and page.spare_rows:
        empty = (_cell(page, None, usual, choices.get(place, "")) for place in range(len(page.widths)))
        rows.append(_row_of(empty, page.spare_rows))
    return element("table:table", attributes, *columns, *head, *rows)


def _row(page: BookSheet, number: int, choices: dict[int, str]) -> Xml:
    return _row_of(_cells(page, number, choices))


def _row_of(cells: Iterable[Xml], repeated: int = 1) -> Xml:
    attributes = {"table:style-name": "row"} | ({"table:number-rows-repeated": str(repeated)} if repeated > 1 else {})
    return element("table:table-row", attributes, *(list(cells) or [element("table:table-cell", {})]))


def _cells(page: BookSheet, number: int, choices: dict[int, str]) -> Iterator[Xml]:
    is_head = page.has_head and number == 0
    for place, value in enumerate(page.rows[number]):
        look = "text" if page.holds_text else "plain"
        if is_head:
            look = "head"
        elif page.is_keyed and place == 0:
            look = "key"
        elif number in page.bold:
            look = "bold"
        elif isinstance(value, KeptCell):
            look = _look_of(value)
        elif isinstance(value, dt.date):
            look = "day"
        elif isinstance(value, Link):
            look = "link"
        yield _cell(page, value, look, "" if is_head else choices.get(place, ""))


def _cell(page: BookSheet, value: Cell, look: str, choice: str) -> Xml:
    attributes = {"table:style-name": look}
    if choice:
        attributes["table:content-validation-name"] = choice
    is_percentage, made = False, cut
    if isinstance(value, KeptCell):
        if value.kind == "duration":
            return _duration(value.value, attributes)
        value, is_percentage, made = value.native, value.number_format.endswith("%"), as_is
    if isinstance(value, bool):
        attributes |= {"office:value-type": "boolean", "office:boolean-value": str(value).lower()}
        return element("table:table-cell", attributes, element("text:p", {}, Xml.of("WAAR" if value else "ONWAAR")))
    if isinstance(value, dt.date):
        attributes |= {"office:value-type": "date", "office:date-value": value.isoformat()}
        return element("table:table-cell", attributes, element("text:p", {}, Xml.of(in_dutch(value))))
    if isinstance(value, int | float):
        attributes |= {"office:value-type": "percentage" if is_percentage else "float", "office:value": str(value)}
        return element("table:table-cell", attributes, element("text:p", {}, Xml.of(str(value))))
    text = made(value.text if isinstance(value, Link) else value or "")
    if not text:
        return element("table:table-cell", attributes)
    lines = [_line(line) for line in text.split("\n")]
    if isinstance(value, Link):
        link = {"xlink:href": value.address, "xlink:type": "simple"}
        lines = [element("text:a", link, line) for line in lines]
    return element(
        "table:table-cell", attributes | {"office:value-type": "string"}, *(element("text:p", {}, line) for line in lines)
    )


def _duration(words: str, attributes: dict[str, str]) -> Xml:
    """Return a cell with a duration, given as 26:05:00."""
    minus = "-" if words.startswith("-") else ""
    hours, minutes, seconds = words.removeprefix("-").split(":")
    said = {"office:value-type": "time", "office:time-value": f"{minus}PT{hours:0>2}H{minutes}M{seconds}S"}
    return element("table:table-cell", attributes | said, element("text:p", {}, Xml.of(words)))


def _look_of(value: KeptCell) -> str:
    """Return the name of the style of a cell that came in. Of the formats, only those of time and percentages are kept."""
    if value.kind == "duration":
        return "duration"
    if value.kind == "date":
        return "moment" if "T" in value.value else "day"
    return "percentage" if value.kind == "number" and value.number_format.endswith("%") else "plain"


def _line(text: str) -> Xml:
    """Return one line of a cell. Spaces and tabs that a reader may drop are elements."""
    parts: list[Xml] = []
    last = 0
    for found in SPACES.finditer(text):
        space = element("text:tab", {}) if found[0] == "\t" else element("text:s", {"text:c": str(len(found[0]))})
        parts += [Xml.of(text[last : found.start()]), space]
        last = found.end()
    return Xml("".join([*parts, Xml.of(text[last:])]))
