"""The rule of merging: nobody loses a field or a row that only they changed, in whatever order they work."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.desk.merging.three_way import Side, arrange, continued, merge

pytestmark = pytest.mark.once
TEXTS = st.lists(st.sampled_from("abc"), max_size=1).map(tuple)
ROWS = st.dictionaries(
    st.sampled_from(["", "deel:1", "deel:2", "deel:3"]), st.fixed_dictionaries({"tekst": TEXTS, "status": TEXTS}), max_size=4
)
NONE = {"tekst": (), "status": ()}


@given(ROWS, ROWS, ROWS)
def test_each_field_and_row_that_one_changed_is_kept(old, theirs, mine):
    merged = merge(old, theirs, mine)
    asked = {(clash.row, clash.field) for clash in merged.clashes}
    for key in old.keys() | theirs.keys() | mine.keys():
        was, their, my, now = (rows.get(key) for rows in (old, theirs, mine, merged.rows))
        if their in (was, my):
            assert now == my
        elif my == was:
            assert now == their
        elif my is None or their is None:
            assert (key in merged.kept, key in merged.gone) == (my is None, their is None), "a row that one removed is asked"
            assert now == (my if their is None else their)
        else:
            for name in NONE:
                a, b, c = (row[name] for row in (was or NONE, their, my))
                assert now[name] == (b if c == a else c)
                assert ((key, name) in asked) == (len({a, b, c}) == 3)


@given(ROWS, ROWS, ROWS, st.sampled_from(Side))
def test_what_was_chosen_is_not_asked_again_unless_it_changes(old, theirs, mine, choice):
    answers = {clash.name: clash.answer(choice) for clash in merge(old, theirs, mine).clashes}
    again = merge(old, theirs, mine, answers)
    assert again.clashes == []
    for clash in merge(old, theirs, mine).clashes:
        value = {Side.MINE: clash.mine, Side.THEIRS: clash.theirs, Side.OLD: clash.old}[choice]
        assert again.rows[clash.row][clash.field] == value
        newer = copy.deepcopy(theirs)
        newer[clash.row][clash.field] = ("later",)
        assert [each for each in merge(old, newer, mine, answers).clashes if each.name == clash.name]


# An act is who does it (0 or 1), on which of the remembered forms (0 is the newest), and a new text for one of the fields.
ACTS = st.lists(
    st.tuples(
        st.integers(0, 1), st.sampled_from(["save", "restore", "import", "carry"]), st.integers(0, 3), st.integers(0, 2), TEXTS
    ),
    max_size=25,
)


@given(ACTS, st.sampled_from(Side))
def test_two_editors_in_any_order(acts, choice):
    """Each editor has own fields, and saves, restores kept work, imports and carries over, on forms of any age.

    In the end every field has the text that its editor saved last, or chose when asked.
    """
    fields = [["a0", "a1", "a2"], ["b0", "b1", "b2"]]
    empty = dict.fromkeys([*fields[0], *fields[1]], ())
    stored, wanted = {"": dict(empty)}, dict(empty)
    seen = [stored]
    kept = [({"": dict(empty)}, {"": dict(empty)})]
    for who, act, age, number, text in acts:
        if act == "carry":
            # Carrying over copies a snapshot only where there is none, so it changes nothing here.
            seen.append(copy.deepcopy(stored))
            continue
        name = fields[who][number]
        opened, mine = copy.deepcopy(seen[-1 - age % len(seen)]), None
        if act == "restore":
            own = [pair for pair in kept if all(pair[0][""][each] == pair[1][""][each] for each in fields[1 - who])]
            opened, mine = copy.deepcopy(own[-1 - age % len(own)])
        mine = mine or copy.deepcopy(opened)
        mine[""][name] = text
        kept.append((opened, copy.deepcopy(mine)))
        merged = merge(opened, stored, mine)
        answers = {clash.name: clash.answer(choice) for clash in merged.clashes}
        # Only the own older work of the same editor can clash.
        assert {clash.field for clash in merged.clashes} <= set(fields[who])
        before, stored = stored, {key: dict(row) for key, row in merge(opened, stored, mine, answers).rows.items()}
        for each in fields[1 - who]:
            assert stored[""][each] == before[""][each] == wanted[each], "the other lost nothing"
        wanted |= {each: stored[""][each] for each in fields[who]}
        assert stored[""][name] in (text, before[""][name], opened[""][name])
        seen.append(copy.deepcopy(stored))
    assert stored[""] == wanted


@given(ROWS, ROWS, ROWS, ROWS)
def test_a_form_that_is_sent_again_brings_only_what_changed_since(old, theirs, mine, now):
    """Sent again as it was, it changes nothing: also not what a colleague changed before or after the first time."""
    saved = merge(old, theirs, mine).rows
    merged = merge(saved, now, continued(mine, mine, saved))
    assert (merged.rows, merged.asks) == (now, False)


def numbered(*names):
    return {name: {"position": (str(place),)} for place, name in enumerate(names, start=1)}


def in_order(rows):
    return "".join(sorted(rows, key=lambda name: int(rows[name]["position"][0])))


@pytest.mark.parametrize(
    ("theirs", "mine", "merged"),
    [
        ("abcdX", "aYbcd", "aYbcdX"),
        ("abXcd", "abYcd", "abXYcd"),
        ("aXZbcd", "Yabcd", "YaXZbcd"),
        ("acd", "abcYd", "acYd"),
        ("Xabcd", "dabc", "Xdabc"),
    ],
)
def test_rows_that_both_insert_remove_and_move(theirs, mine, merged):
    old, theirs, mine = (numbered(*names) for names in ("abcd", theirs, mine))
    found = merge(old, theirs, mine)
    arrange(found.rows, old, theirs, mine)
    assert (in_order(found.rows), found.clashes) == (merged, [])
    assert len({row["position"] for row in found.rows.values()}) == len(merged)


def test_a_place_that_is_no_number_is_left_to_the_form():
    rows = {"a": {"position": ("1",)}, "b": {"position": ("een",)}}
    arrange(rows, rows, rows, rows)
    assert rows["b"]["position"] == ("een",)
    old, theirs, mine = ({"a": {"position": (text,)}} for text in ("1", "2", "x"))
    assert [clash.field for clash in merge(old, theirs, mine).clashes] == ["position"]
