"""Differences word by word between two snapshots of a measure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.enums import ItemKind
from measures.models import MeasureSnapshot
from portal.changes.wording import Piece, WordingLine, pieces_of, wording
from tests.factories import make_measure, make_report, make_stand

pytestmark = pytest.mark.once

VOCABULARY = ["de", "wet", "gaat", "in", "op", "een", "andere", "dag", "2026", "2027"]
words = st.lists(st.sampled_from(VOCABULARY), max_size=12).map(" ".join)


@given(words, words)
def test_without_the_new_pieces_it_is_the_old_text_and_the_other_way_round(old, new):
    pieces = pieces_of(old, new)
    assert " ".join(piece.words for piece in pieces if piece.how != "new") == old
    assert " ".join(piece.words for piece in pieces if piece.how != "old") == new


def test_equal_texts_are_one_piece():
    assert pieces_of("De wet gaat in.", "De wet gaat in.") == (Piece("both", "De wet gaat in."),)


def stand_with(measure, report, summary, *items):
    stand = make_stand(measure, report, summary=summary)
    for position, (kind, text) in enumerate(items, start=1):
        stand.items.create(position=position, kind=kind, text=text, location="x")
    return stand


def test_a_line_rewritten_a_line_gone_and_a_line_new(empty):
    measure = make_measure(1)
    old = stand_with(
        measure, make_report(publication="2023"), "Het wetsvoorstel ligt bij de Raad van State.",
        (ItemKind.STEP, "De norm is vastgesteld."), (ItemKind.NEXT_STEP, "In 2024 volgt een handreiking."),
    )  # fmt: skip
    new = stand_with(
        measure, make_report(publication="2026"), "Het wetsvoorstel ligt bij de Tweede Kamer.",
        (ItemKind.STEP, "De norm is vastgesteld."), (ItemKind.NEXT_STEP, "Scholen krijgen een jaar de tijd."),
    )  # fmt: skip
    assert wording(old, new) == [
        WordingLine(
            "Samenvatting",
            (
                Piece("both", "Het wetsvoorstel ligt bij de"),
                Piece("old", "Raad van State."),
                Piece("new", "Tweede Kamer."),
            ),
        ),
        WordingLine("Vervolgstap", (Piece("new", "Scholen krijgen een jaar de tijd."),)),
        WordingLine("Vervolgstap", (Piece("old", "In 2024 volgt een handreiking."),)),
    ]
    assert wording(old, old) == []


def test_the_page_of_a_stand_shows_it(client):
    html = client.get("/maatregelen/hoorrecht/vgr-5/").content.decode()
    assert "Wat is er anders dan in: Tweede voortgangsrapportage" in html
    assert "<del>" in html
    assert "<ins>" in html
    assert 'id="verschil"' not in client.get("/maatregelen/hoorrecht/overzicht-2022/").content.decode()


def test_any_two_stands_of_a_measure_can_be_compared(client):
    html = client.get("/maatregelen/hoorrecht/vgr-5/?met=overzicht-2022").content.decode()
    assert "Wat is er anders dan in: Overzicht" in html
    # A visitor who asked for this comparison sees it without opening the block.
    assert '<details class="wording" open>' in html
    assert '<details class="wording">' in client.get("/maatregelen/hoorrecht/vgr-5/").content.decode()


def test_the_comparison_of_two_reports_leads_to_the_words_of_every_measure_in_both(client):
    html = client.get("/wijzigingen/").content.decode()
    assert html.count("?met=vgr-2#verschil") == MeasureSnapshot.objects.filter(
        report__slug="vgr-5", measure__snapshots__report__slug="vgr-2"
    ).count() > 20  # fmt: skip


def test_a_report_that_says_nothing_of_the_measure_cannot_be_compared_with(client):
    response = client.get("/maatregelen/hoorrecht/vgr-5/?met=vgr-99")
    assert response.status_code == 400
    assert "kunnen wij niet vergelijken" in response.content.decode()
