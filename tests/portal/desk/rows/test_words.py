"""Words that an editor types: hints for plain Dutch, and the words of a period."""

import pytest

from measures.models import MeasureSnapshot
from tests.portal.desk.editing.test_stands import BILL, HOORRECHT
from tests.portal.desk.forms import filled_in

pytestmark = pytest.mark.ignore_template_errors


@pytest.fixture
def stand(carried):
    return MeasureSnapshot.objects.get(report=carried, measure__slug="hoorrecht")


@pytest.mark.once
def test_hints_for_plain_dutch_while_one_types_and_after_a_save(as_editor, stand):
    texts = [
        "Kort en goed.",
        "Dit plan wordt o.a. door scholen gemaakt.",
        f"Zo {'gaat ' * 26}het.",
        "Wij doen dat middels een plan.",
    ]
    tips = as_editor.post("/beheer/redactie/taal/", {"tekst": texts}).json()["tips"]
    assert [tip["zacht"] for tip in tips] == [True, True, False, False]
    words = [" ".join(tip["woorden"]) for tip in tips]
    assert words[0] == ""
    assert "afkorting „o.a.”" in words[1]
    assert "lijdende vorm" in words[1]
    assert "een zin van 28 woorden" in words[2]
    assert "het woord „middels”" in words[3]
    data = filled_in(as_editor, HOORRECHT) | {"measureitem-0-text": texts[1]}
    told = as_editor.post(HOORRECHT, data, follow=True).content.decode()
    assert "Kan het eenvoudiger? Onderdelen, rij 1, tekst: afkorting „o.a.”: schrijf voluit" in told
    assert "Kan het eenvoudiger?" not in as_editor.post(HOORRECHT, filled_in(as_editor, HOORRECHT), follow=True).content.decode()


# Words of a period as officials write them, and whether the portal reads them without help.
READ = """1 aug 2027 · 1 jan. 2027 · n.t.b. · nader te bepalen · 3e kwartaal 2027 · laatste kwartaal van 2026 · tweede helft 2027
eerste helft van 2027 · in de loop van 2027 · beoogd 1 augustus 2027 · streefdatum 1 augustus 2027 · start schooljaar 2027-2028
aanvang schooljaar 2027-2028 · na de zomer van 2027 · voor het zomerreces van 2027 · doorlopend · structureel · op termijn
gefaseerd vanaf 2027 · 2027 en verder · 2027-08-01 · 1/8/2027""".replace("\n", " · ").split(" · ")


@pytest.mark.once
def test_ordinary_words_are_read_and_all_others_are_kept_with_two_days(as_editor, carried):
    for words in READ:
        assert "dagen" in as_editor.get("/beheer/redactie/periode/", {"woorden": words}).json(), words
    two_days = {"planningstep-0-chosen_days_0": "1 mei 2027", "planningstep-0-chosen_days_1": "30 september 2027"}
    for words in ("rond de zomer van 2027", "dit najaar", "na de zomer"):
        assert "fout" in as_editor.get("/beheer/redactie/periode/", {"woorden": words}).json(), words
        sent = filled_in(as_editor, BILL) | {"planningstep-0-period": words} | two_days
        assert as_editor.post(BILL, sent).status_code == 302, words
