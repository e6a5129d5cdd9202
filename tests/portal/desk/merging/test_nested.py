"""The rule of merging for rows with parts: whoever changes a part keeps it, also when the other removes its row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.desk.merging.nested import OWNER, merge_nested

pytestmark = pytest.mark.once
TEXTS = st.sampled_from([(), ("a",), ("b",), ("c",)])
PARTS = {"deel-1": "1", "deel-2": "1", "deel-3": "2"}


@st.composite
def versions(draw):
    """Return rows, and for each of them parts that belong to a row that is there."""
    owners = draw(st.dictionaries(st.sampled_from("12"), st.fixed_dictionaries({"tekst": TEXTS})))
    parts = draw(st.dictionaries(st.sampled_from(sorted(PARTS)), st.fixed_dictionaries({"waarde": TEXTS})))
    return owners | {key: row | {OWNER: (PARTS[key],)} for key, row in parts.items() if PARTS[key] in owners}


@given(versions(), versions(), versions())
def test_no_part_is_lost_that_only_one_changed(old, theirs, mine):
    merged = merge_nested(old, theirs, mine)
    asked = {(clash.row, clash.field) for clash in merged.clashes}
    assert all(row[OWNER][0] in merged.rows for row in merged.rows.values() if OWNER in row), "no part stands alone"
    for key in PARTS.keys() | {"1", "2"}:
        was, their, my = (rows.get(key) for rows in (old, theirs, mine))
        now, name = merged.rows.get(key), "waarde" if key in PARTS else "tekst"
        owner = PARTS.get(key, key)
        if their is not None and their != was and my in (None, was):
            assert now == their, "only the other changed or added it"
        if my is not None and my != was and their in (None, was):
            assert now == my, "only I changed or added it"
        if None not in (their, my) and len({(was or {}).get(name, ()), their[name], my[name]}) == 3:
            assert (key, name) in asked
        if was is not None and None in (their, my) and owner in theirs and owner in mine and (their or my or was) == was:
            assert now is None, "one removed it, and nobody changed it"
    for key in {"1", "2"} & old.keys():
        if (key in theirs) != (key in mine):
            left = theirs if key in theirs else mine
            same = {name: row for name, row in old.items() if PARTS.get(name, name) == key}
            is_same = same == {name: row for name, row in left.items() if PARTS.get(name, name) == key}
            assert (key not in merged.rows) == is_same
            assert (key in merged.kept + merged.gone) == (not is_same), "it is asked"
