"""What a letter says that it is about, and who acts in a bullet that names nobody."""

import pytest

from tests.portal.reading.test_reading import reading

pytestmark = pytest.mark.once

TO = "<p>Aan de Voorzitter van de Tweede Kamer</p>"


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("<p>Betreft: Voortgang passend onderwijs.</p>", "Voortgang passend onderwijs"),
        ("<p>Betreft Voortgang passend onderwijs</p>", "Voortgang passend onderwijs"),
        ("<p>Onderwerp</p><p>Voortgang passend onderwijs</p>", "Voortgang passend onderwijs"),
        ("<table><tr><td>Datum</td><td>1 mei 2027</td></tr><tr><td>Betreft</td><td>Verzuim</td></tr></table>", "Verzuim"),
        ("<p>betreft een ander onderwerp dan dit.</p>", "Wetsvoorstellen"),
    ],
)
def test_the_title_of_a_letter_is_what_it_is_about(said, title):
    assert reading(f"{TO}{said}<h2>Wetsvoorstellen</h2><p>A. Maatwerk in het onderwijs</p>").rapportage["titel"] == title


def test_who_acts_in_a_bullet_that_names_nobody_is_not_certain():
    found = reading(
        "<h1>Maatregelen</h1><h2>Maatregel 4 Hoorrecht</h2><h3>Wat kunnen scholen al doen?</h3><ul>"
        "<li>Samenwerkingsverbanden kunnen dit regelen.</li><li>Daarnaast kunnen zij ouders helpen.</li></ul>"
    )
    assert [(action.rollen, action.zekerheid) for action in found.acties] == [
        (["samenwerkingsverband"], "zeker"), (["samenwerkingsverband"], "waarschijnlijk"),
    ]  # fmt: skip
