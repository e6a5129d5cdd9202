"""The page of an action, and the actions on the pages of its measure and its bill."""

import pytest

pytestmark = pytest.mark.once


def test_it_shows_where_each_report_says_so(client):
    html = client.get("/acties/steunpunt-inrichten/").content.decode()
    assert "sinds 1 januari 2025" in html
    assert "Bij inwerkingtreding wet (2024)" in html
    assert html.count('<th scope="row">') == 7
    assert "/wetsvoorstellen/versterking-positie-ouders-en-leerlingen/" in html


def test_on_another_day_and_as_known_in_another_report(client):
    html = client.get("/acties/steunpunt-inrichten/?datum=2024-12-31").content.decode()
    assert "vanaf 1 januari 2025" in html
    html = client.get("/acties/steunpunt-inrichten/?datum=2025-06-01&rapportage=vgr-2").content.decode()
    assert "Datum verstreken, niet bevestigd" in html
    assert "Met ingang van" not in html


def test_before_a_report_named_it(client):
    html = client.get("/acties/overzichtsplaat-op-website-school/?rapportage=vgr-2").content.decode()
    assert "noemde nog geen document deze actie" in html


def test_it_says_when_the_newest_progress_report_no_longer_names_it(client):
    words, address = "voor het laatst genoemd in: Overzicht 2022", "/acties/eigen-norm-basisondersteuning/"
    assert words in client.get(address).content.decode()
    assert words in client.get("/maatregelen/landelijke-norm-basisondersteuning/").content.decode()
    assert "voor het laatst genoemd in" not in client.get("/acties/steunpunt-inrichten/").content.decode()
    assert [client.get(f"/api/v1{each}").json()["oud"] for each in (address[:-1], "/acties/steunpunt-inrichten")] == [True, False]


@pytest.mark.parametrize("query", ["datum=x", "rapportage=x"])
def test_bad_input(client, query):
    assert client.get(f"/acties/steunpunt-inrichten/?{query}").status_code == 400


def test_an_unknown_action_is_404(client):
    assert client.get("/acties/bestaat-niet/").status_code == 404


def test_the_measure_says_what_it_asks_of_whom(client):
    html = client.get("/maatregelen/hoorrecht/").content.decode()
    assert "Wat vraagt dit van u?" in html
    assert "/acties/leerling-horen-over-ontwikkelingsperspectief/" in html
    assert html.index("Verplicht, geldt nu") < html.index("Wat elke rapportage zegt")


def test_a_main_measure_has_the_actions_of_its_submeasures(client):
    html = client.get("/maatregelen/verzuim-en-schooluitval-voorkomen/").content.decode()
    assert "/acties/kenniscentrum-hoogbegaafdheid-gebruiken/" in html


def test_the_bill_says_what_it_makes_obligatory_and_ends(client):
    html = client.get("/wetsvoorstellen/versterking-positie-ouders-en-leerlingen/").content.decode()
    assert "/acties/steunpunt-inrichten/" in html
    assert "Beëindigt" in html
    assert "/acties/schoolondersteuningsprofiel-hebben/" in html


def test_a_mention_of_what_holds_already_announces_nothing(client):
    """The page shows no planning for a duty that the first report already states as in force."""
    html = client.get("/acties/schoolondersteuningsprofiel-hebben/").content.decode()
    said = [cell.split("</td>")[0] for cell in html.split("<tbody>")[1].split("<td>")[2::3]]
    assert said == ["Is verplicht", "Kondigt het einde aan", "Noemt deze verplichting"]
    assert "<dt>Gepland</dt>" not in html
    assert "<dt>Gepland</dt>" in client.get("/acties/steunpunt-inrichten/").content.decode()
