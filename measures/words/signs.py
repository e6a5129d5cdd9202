"""The characters of a text that nobody sees, and the ones that look alike."""

import re
import unicodedata

# The code points that Unicode calls Default_Ignorable_Code_Point (DerivedCoreProperties.txt of Unicode 16): soft hyphen, zero
# width space, joiners, marks of direction, selectors of a variant and the like. With the anchors of annotations (U+FFF9–FFFB).
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
DASHES = re.compile("[\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58]")


def visible(text: str) -> str:
    """Return the text without the characters that nobody sees."""
    return INVISIBLE.sub("", text)


def plain(text: str) -> str:
    """Return the text as search reads it: visible, in compatible forms (NFKC), with plain hyphens and single spaces."""
    return " ".join(DASHES.sub("-", unicodedata.normalize("NFKC", visible(text))).split())
