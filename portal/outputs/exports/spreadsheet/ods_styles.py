"""The XML of an OpenDocument file: elements, and the styles that the cells, rows, columns and sheets of a book have."""

from collections.abc import Collection, Iterable, Mapping
from typing import Self

# They write, and read nothing.
from xml.sax.saxutils import escape, quoteattr  # nosec

from portal.outputs.exports.spreadsheet.book import FIXED_COLOUR, HEAD_COLOUR, LINK_COLOUR

OASIS = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
NAMESPACES = {name: OASIS.format(name) for name in ("office", "style", "text", "table", "meta", "config", "manifest")} | {
    "number": OASIS.format("datastyle"),
    "fo": OASIS.format("xsl-fo-compatible"),
    "of": "urn:oasis:names:tc:opendocument:xmlns:of:1.2",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "ooo": "http://openoffice.org/2004/office",
}
VERSION = "1.3"
# The width of a character in a column, in centimetres: about that of Excel.
CHARACTER = 0.19
# BookSheet sizes in millimetres, on their side.
A4, A3 = (297, 210), (420, 297)


class Xml(str):
    """Text that is XML already."""

    __slots__ = ()

    @classmethod
    def of(cls, text: str) -> Self:
        return cls(escape(text))


def element(name: str, attributes: Mapping[str, str], *content: Xml) -> Xml:
    said = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return Xml(f"<{name}{said}>{''.join(content)}</{name}>" if content else f"<{name}{said}/>")


def document(root: str, content: Iterable[Xml], version: str = "office:version") -> str:
    attributes = {f"xmlns:{prefix}": uri for prefix, uri in NAMESPACES.items()} | {version: VERSION}
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{element(root, attributes, *content)}'


def width_name(width: int) -> str:
    return f"column{width}"


def automatic_styles(widths: Collection[int]) -> Xml:
    """Return the styles of the columns of these widths (in characters), and those of rows, sheets and cells."""
    columns = (
        _style(width_name(width), "table-column", table_column={"style:column-width": f"{width * CHARACTER:.2f}cm"})
        for width in sorted(widths)
    )
    sheets = (
        _style(name, "table", {"style:master-page-name": master}, table={"table:display": shown})
        for name, master, shown in [("sheet", "A4", "true"), ("large", "A3", "true"), ("hidden", "A4", "false")]
    )
    return element("office:automatic-styles", {}, *columns, ROW, *sheets, TEXT, DAY, MOMENT, DURATION, PERCENTAGE, *CELLS)


def _style(name: str, family: str, more: Mapping[str, str] | None = None, **properties: Mapping[str, str]) -> Xml:
    """Return a style. `properties` are the attributes of each of its kinds of properties, such as `table_cell`."""
    kinds = (element(f"style:{kind.replace('_', '-')}-properties", values) for kind, values in properties.items())
    return element("style:style", {"style:name": name, "style:family": family, **(more or {})}, *kinds)


def _cell(name: str, shade: str = "", shows: str = "", **letters: str) -> Xml:
    own = {"style:vertical-align": "top", "fo:wrap-option": "wrap"} | ({"fo:background-color": f"#{shade}"} if shade else {})
    more = {"style:parent-style-name": "Default"} | ({"style:data-style-name": shows} if shows else {})
    if not letters:
        return _style(name, "table-cell", more, table_cell=own)
    return _style(
        name, "table-cell", more, table_cell=own, text={f"fo:{key.replace('_', '-')}": value for key, value in letters.items()}
    )


# A row is as high as its text, as in Excel.
ROW = _style("row", "table-row", table_row={"style:use-optimal-row-height": "true"})
TEXT = element("number:text-style", {"style:name": "as-text"}, element("number:text-content", {}))

LONG = {"number:style": "long"}
PARTS_OF_DAY = (
    element("number:day", {}),
    element("number:text", {}, Xml(" ")),
    element("number:month", LONG | {"number:textual": "true"}),
    element("number:text", {}, Xml(" ")),
    element("number:year", LONG),
)
PARTS_OF_TIME = (
    element("number:text", {}, Xml(" ")),
    element("number:hours", LONG),
    element("number:text", {}, Xml(":")),
    element("number:minutes", LONG),
)


def _date_style(name: str, *parts: Xml) -> Xml:
    return element("number:date-style", {"style:name": name, "number:language": "nl", "number:country": "NL"}, *parts)


DAY = _date_style("as-day", *PARTS_OF_DAY)
MOMENT = _date_style("as-moment", *PARTS_OF_DAY, *PARTS_OF_TIME)
# More than 24 hours are shown as such.
DURATION = element(
    "number:time-style",
    {"style:name": "as-duration", "number:truncate-on-overflow": "false"},
    element("number:hours", LONG),
    element("number:text", {}, Xml(":")),
    element("number:minutes", LONG),
    element("number:text", {}, Xml(":")),
    element("number:seconds", LONG),
)
PERCENTAGE = element(
    "number:percentage-style",
    {"style:name": "as-percentage"},
    element("number:number", {"number:decimal-places": "0", "number:min-integer-digits": "1"}),
    element("number:text", {}, Xml("%")),
)
CELLS = (
    _cell("moment", shows="as-moment"),
    _cell("duration", shows="as-duration"),
    _cell("percentage", shows="as-percentage"),
    _cell("plain"),
    _cell("text", shows="as-text"),
    _cell("head", HEAD_COLOUR, "as-text", font_weight="bold", color="#FFFFFF"),
    _cell("key", FIXED_COLOUR, "as-text"),
    _cell("bold", font_weight="bold"),
    _cell("day", shows="as-day"),
    _cell("link", color=f"#{LINK_COLOUR}"),
)


def _paper(name: str, size: tuple[int, int]) -> Xml:
    properties = {
        "fo:page-width": f"{size[0]}mm", "fo:page-height": f"{size[1]}mm", "style:print-orientation": "landscape",
        "style:scale-to-X": "1", "style:scale-to-Y": "0",
    }  # fmt: skip
    return element("style:page-layout", {"style:name": name}, element("style:page-layout-properties", properties))


STYLES = document(
    "office:document-styles",
    [
        element(
            "office:styles",
            {},
            element("style:style", {"style:name": "Default", "style:family": "table-cell"}),
        ),
        element("office:automatic-styles", {}, _paper("on-A4", A4), _paper("on-A3", A3)),
        element(
            "office:master-styles",
            {},
            *(
                element("style:master-page", {"style:name": name, "style:page-layout-name": f"on-{name}"})
                for name in ("A4", "A3")
            ),
        ),
    ],
)
