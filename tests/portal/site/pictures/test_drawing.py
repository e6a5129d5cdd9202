"""The marks in the lanes of a picture, and the positions of their labels."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.site.pictures.axis import Span
from portal.site.pictures.drawing import GAP, LETTER, NARROW, WIDE, Mark, Screen, Shape, apart, labels_of, lanes_of, with_steps

pytestmark = pytest.mark.once

places = st.floats(2.5, 97.5).map(lambda number: round(number, 2))


@st.composite
def marks(draw):
    start, end = sorted([draw(places), draw(places)])
    return Mark(Shape.BAR, Span(start, end), "phase", draw(st.sampled_from(["", "2027", "Q1/Q2 2026"])))


def edges(label, width, words):
    """Return the start and end of a label, in pixels of a picture of the given width."""
    at = label.at / 100 * width + label.shift
    long = len(words) * LETTER
    return (at, at + long) if label.anchor == "start" else (at - long, at)


@given(st.lists(marks(), max_size=60))
def test_no_mark_covers_another_in_its_lane(found):
    lanes = apart(found)
    assert sorted(map(str, (mark for lane in lanes for mark in lane))) == sorted(map(str, dict.fromkeys(found)))
    for lane in lanes:
        for before, after in pairwise(lane):
            assert before.span.end + GAP / NARROW * 100 <= after.span.start


@pytest.mark.parametrize("count", [1, 25, 60])
def test_as_few_lanes_as_possible(count):
    one_place = [Mark(Shape.BAR, Span(10, 20), "phase", str(n)) for n in range(count)]
    assert len(apart(one_place)) == count
    assert len(apart([Mark(Shape.BAR, Span(10, 20), "phase")] * count)) == 1
    far = [Mark(Shape.DAY, Span(n * 5, n * 5), "phase") for n in range(min(count, 20))]
    assert len(apart(far)) == 1


@given(st.lists(marks(), min_size=1, max_size=3), st.sampled_from(["parlement", "kamerbrief 2022", "ingang gepland"]))
def test_words_stay_within_the_picture_and_beside_the_marks(found, text):
    for label in labels_of(found, text, ": 1 januari 2027"):
        if label.screen != Screen.WIDE:
            small = text + (label.more if label.more_on == Screen.EVERY else "")
            begin, end = edges(label, NARROW, small)
            assert begin >= -GAP
            assert end <= NARROW + GAP
        if label.screen != Screen.SMALL and label.more:
            begin, end = edges(label, WIDE, label.text + label.more)
            assert begin >= 0
            assert end <= WIDE
            first, last = min(mark.span.start for mark in found), max(mark.span.end for mark in found)
            assert begin >= last / 100 * WIDE or end <= first / 100 * WIDE


def test_words_stand_on_the_side_with_the_most_room():
    (left,) = labels_of([Mark(Shape.DAY, Span(80, 80), "phase")], "parlement")
    (right,) = labels_of([Mark(Shape.DAY, Span(20, 20), "phase")], "parlement")
    assert (left.anchor, right.anchor) == ("end", "start")


def test_more_is_said_where_there_is_room():
    (everywhere,) = labels_of([Mark(Shape.DAY, Span(20, 20), "phase")], "ingang", ": 2027")
    (wide,) = labels_of([Mark(Shape.DAY, Span(50, 50), "phase")], "ingang", ": 1 januari 2027 en 1 augustus 2027")
    (never,) = labels_of([Mark(Shape.DAY, Span(50, 50), "phase")], "ingang", ": " + "heel lang " * 10)
    assert (everywhere.more_on, wide.more_on, never.more) == (Screen.EVERY, Screen.WIDE, "")


def test_a_bar_without_room_beside_it_has_its_words_above_it_on_a_small_screen():
    small, wide = labels_of([Mark(Shape.BAR, Span(30, 70), "promise")], "kamerbrief 2022")
    assert (small.screen, small.at, small.anchor) == (Screen.SMALL, 30, "start")
    assert (wide.screen, wide.at) == (Screen.WIDE, 70)


def test_a_lane_says_the_words_of_its_marks_once():
    (lane,) = lanes_of([Mark(Shape.DAY, Span(2, 2), "x", "1 mei"), Mark(Shape.DAY, Span(9, 9), "x", "1 mei")], "ingang")
    assert lane.labels[0].more == ": 1 mei"


def test_stairs_go_from_flight_to_flight():
    one, two, three = (lanes_of([Mark(Shape.BAR, Span(*span), "x")], "x") for span in ((10, 20), (30, 40), (5, 50)))
    lanes = with_steps([one, [], [*two, *three], one])
    steps = [lane.step and (lane.step.from_x, lane.step.to_x) for lane in lanes]
    assert steps == [(20, 30), None, (50, 20), None]
