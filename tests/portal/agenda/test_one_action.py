"""The real actions: each thing once, with all that the sources say of it, and addressed to whom they name."""

import re

import pytest

from laws.models import Requirement
from measures.models import Action, ActionMention

pytestmark = pytest.mark.once

# What used to be an action of its own, and the action that it is now.
BECAME = {
    "aanmeldformulier-vindbaar-maken": "zorgplicht-en-aanmelding-publiceren",
    "afspraken-brugfunctie-bepalen": "brugfunctie-in-kaart-brengen",
    "bindend-besluit-bij-impasse": "doorzettingsmacht-beleggen",
    "doorbraakaanpak-met-gemeenten-afspreken": "procedure-vastgelopen-casussen",
    "eerst-overleggen-bij-impasse": "doorzettingsmacht-beleggen",
    "escalatieladder-gebruiken": "overzichtsplaat-in-gesprekken",
    "functioneren-inventariseren": "programma-van-eisen-gebruiken-swv",
    "informatie-digitaal-onderwijs-gebruiken": "brochure-digitaal-afstandsonderwijs-gebruiken",
    "inschrijven-subsidie-thuiszitters": "subsidie-ondersteuning-thuiszitters-gebruiken",
    "onderdelen-wetsvoorstel-verzuim-toepassen": "zelf-goed-verzuimbeleid-voeren",
    "onderwijs-en-zorg-verbinden-hoogbegaafden": "samenwerking-onderwijs-en-zorg-versterken",
    "onderwijs-en-zorg-verbinden-in-trajecten": "samenwerking-onderwijs-en-zorg-versterken",
    "onderwijs-gemeente-en-zorg-verbinden": "samenwerking-onderwijs-en-zorg-versterken",
    "onderzoek-bij-aanmelding": "zorgplicht-nakomen",
    "ruimte-in-regels-gebruiken": "maatwerk-binnen-huidige-regels",
    "samenwerking-zoeken-met-gemeente-en-zorg": "samenwerking-onderwijs-en-zorg-versterken",
    "school-informeren-met-onderzoek": "leraren-voorbereiden-op-passend-onderwijs",
    "steunpunt-met-informatiefunctie": "steunpunt-inrichten",
    "structurele-middelen-hoogbegaafdheid": "passend-onderwijs-voor-hoogbegaafden",
    "verzuimbeleid-opstellen": "zelf-goed-verzuimbeleid-voeren",
    "wijze-van-ondersteuning-in-schoolgids": "ondersteuningsaanbod-in-schoolgids",
}


def test_what_became_one_leads_to_it(client):
    found = {old: client.get(f"/acties/{old}/") for old in BECAME}
    assert {old: answer.headers.get("Location") for old, answer in found.items()} == {
        old: f"/acties/{now}/" for old, now in BECAME.items()
    }
    kept = [key for keys in Action.objects.values_list("former_keys", flat=True) for key in keys.split()]
    assert sorted(kept) == sorted(BECAME)
    assert not Action.objects.filter(slug__in=kept).exists()


def test_no_two_actions_say_the_same_of_the_same_words():
    """Where two actions quote one sentence, it names two things."""
    quoted = {}
    for mention in ActionMention.objects.select_related("action", "report"):
        quoted.setdefault((mention.report.slug, mention.location), set()).add(mention.action.slug)
    assert [each for each in quoted.values() if len(each) > 1] == []


def test_both_places_stay_with_the_action_that_they_became():
    places = "; ".join(ActionMention.objects.filter(action__slug="doorzettingsmacht-beleggen").values_list("location", flat=True))
    assert "bindend besluit" in places
    assert "door middel van overleg" in places
    assert "doorzettingskracht en doorzettingsmacht binnen het onderwijs" in places
    bills = Requirement.objects.filter(action__slug="doorzettingsmacht-beleggen").values_list("bill__slug", flat=True)
    assert set(bills) == {"doorzettingsmacht", "onderwijszorgarrangementen"}


def test_nobody_is_named_where_the_sources_name_nobody(client):
    action = Action.objects.get(roles__isnull=True)
    assert action.slug == "onderwijskundig-perspectief-bij-vrijstelling"
    page = client.get(action.get_absolute_url()).content.decode()
    assert "de bronnen noemen niemand" in page
    assert client.get(f"/api/v1/acties/{action.slug}").json()["rollen"] == []
    # The binding decision at an impasse is a task that the bill gives to the partnership only.
    roles = Action.objects.get(slug="doorzettingsmacht-beleggen").roles.values_list("slug", flat=True)
    assert list(roles) == ["samenwerkingsverband"]


def test_an_agreement_is_no_law_yet(client):
    """The overview calls a steunpunt obligatory in 2022, by agreement. The law asks it since 1 January 2025."""
    page = re.sub(r"\s+", " ", client.get("/acties/steunpunt-inrichten/").content.decode())
    assert "sinds 1 januari 2025" in page
    assert "<td>Dit is verplicht</td> <td>Noemt dit verplicht</td>" in page


def test_every_day_that_a_mention_states_is_printed_in_the_source():
    """A day is entered only where the condition, as printed, names it."""
    stated = ActionMention.objects.filter(in_force_from__isnull=False)
    assert {(m.action.slug, m.condition, m.in_force_from.isoformat()) for m in stated.select_related("action")} == {
        ("zorgplicht-nakomen", "Per 1 augustus 2014", "2014-08-01"),
        ("leerling-horen-over-ontwikkelingsperspectief", "Met ingang van 1 augustus 2025", "2025-08-01"),
        ("ondersteuningsaanbod-in-schoolgids", "Met ingang van 1 augustus 2025", "2025-08-01"),
        ("steunpunt-inrichten", "Met ingang van 1 januari 2025", "2025-01-01"),
    }
