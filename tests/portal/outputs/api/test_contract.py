"""The contract of the API on the real content: its resources, fields and query parameters."""

import pytest

from measures.models import Action, Finding, SourceNote

FIELDS = {
    "rapportages/vgr-5": "slug soort titel nummer publicatie peildatum kamerstuk aantallen hoofdstukken url",
    "doelen/1": "nummer titel maatregelen",
    "speerpunten/1": "nummer titel maatregelen wetsvoorstellen standen",
    "rollen/schoolleider": "slug naam",
    "maatregelen/hoorrecht": "slug nummer titel hoofdmaatregel doelen speerpunten stand wetsvoorstellen moties url",
    "maatregelen/hoorrecht/standen/vgr-5": "rapportage peildatum code titelInBron status statusInBron samenvatting betrokkenen "
    "onderdelen vindplaats bronnotities",
    "wetsvoorstellen/terugdringen-verzuim": "slug titel dossier uitkomst inwerkingtreding opvolger voorganger maatregelen "
    "standen verschuivingen url",
    "moties/31497-305": "nummer dossier titel kamerstukUrl maatregelen stand standen url",
    "acties/zorgplicht-nakomen": "id tekst soort rollen sectoren maatregelen wetsvoorstel stand geldtVanaf begin geldtTot "
    "verwacht oud vermeldingen url",
    "bevindingen/vgr-2-1": "id doel maatregel rapportage tekst cijfers vindplaats",
}


def words(text):
    return set(text.split())


def api(client, address, status=200):
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == status, answer.content
    return answer.json()


def results(client, address):
    found = api(client, f"{address}{'&' if '?' in address else '?'}pageSize=200")
    assert found["count"] == len(found["results"])
    return found["results"]


@pytest.mark.parametrize(("address", "names"), FIELDS.items())
def test_a_record_has_its_fields(client, address, names):
    assert set(names.split()) <= set(api(client, address))


def test_words_without_a_day_are_no_day(client):
    """`geldtVanaf` is a day that a source names; `begin` says what the source says."""
    in_words, on_a_day, planned = (
        api(client, f"acties/{name}?datum=2026-11-23")
        for name in ("verwerken-norm-voorbereiden", "steunpunt-inrichten", "verzuim-eenduidig-registreren")
    )
    assert in_words["geldtVanaf"] is None
    assert in_words["begin"] == {"tekst": "Vanaf 2023", "vroegst": "2023-01-01", "laatst": None}
    assert on_a_day["begin"] == {"tekst": "1 januari 2025", "vroegst": "2025-01-01", "laatst": "2025-01-01"}
    assert (planned["geldtVanaf"], planned["begin"], planned["verwacht"]["tekst"]) == (None, None, "1 augustus 2027")


def test_the_parts_of_records_have_their_fields(client):
    report = api(client, "rapportages/vgr-5")
    assert report["publicatie"] == {"tekst": "april 2026", "vroegst": "2026-04-01", "laatst": "2026-04-30"}
    assert {"maatregelen": 25, "wetsvoorstellen": 8, "moties": 31}.items() <= report["aantallen"].items()
    assert set(report["hoofdstukken"][0]) == {"titel", "samenvatting", "items"}
    item = next(item for section in report["hoofdstukken"] for item in section["items"])
    assert set(item) == {"tekst", "vindplaats"}
    priority = api(client, "speerpunten/1")["standen"][0]
    assert set(priority) == words("rapportage titelInBron samenvatting punten vindplaats")
    assert set(priority["punten"][0]) == words("tekst periode vindplaats groep")
    of_measure = api(client, "maatregelen/hoorrecht")["stand"]["onderdelen"]
    assert set(of_measure[0]) == words("soort volgnummer periode tekst vindplaats groep")
    bill = api(client, "wetsvoorstellen/terugdringen-verzuim")
    stand = bill["standen"][0]
    assert set(stand) == words("rapportage volgnummer titelInBron onderdelen draagtBijAan planning opmerking vindplaats")
    step = next(step for stand in bill["standen"] for step in stand["planning"])
    assert set(step) == {"fase", "onderdeel", "tekst", "vroegst", "laatst", "gekozen"}
    slip = next(row["verschuivingen"][0] for row in results(client, "wetsvoorstellen") if row["verschuivingen"])
    assert set(slip) == words("fase onderdeel vanRapportage naarRapportage vanTekst naarTekst maanden maandenMinst maandenMeest")
    stand = api(client, "moties/31497-305")["standen"][0]
    assert set(stand) == words("rapportage titelInBron maatregelInBron status statusInBron toelichting vindplaats")
    action = api(client, "acties/zorgplicht-nakomen")
    assert set(action["vermeldingen"][0]) == {"rapportage", "bron", "voorwaarde", "vindplaats"}
    change = results(client, "wijzigingen?van=vgr-2&naar=vgr-5")[0]
    assert {"soort", "onderwerp", "van", "naar", "richting"} <= set(change)
    assert set(change["onderwerp"]) == {"type", "sleutel", "titel"}
    note = api(client, "bronnotities")["results"][0]
    assert {"id", "rapportage", "onderwerp", "tekst"} <= set(note)
    assert set(note["onderwerp"]) == {"type", "sleutel"}
    figure = next(row["cijfers"][0] for row in results(client, "bevindingen?rapportage=vgr-5") if row["cijfers"])
    assert set(figure) == {"omschrijving", "waarde", "eenheid", "groep"}


def test_facts_from_the_documents(client):
    assert len(results(client, "rapportages")) == 5
    measure = api(client, "maatregelen/hoorrecht")
    assert (measure["nummer"], measure["stand"]["rapportage"], measure["stand"]["status"]) == (4, "vgr-5", "afgerond")
    assert measure["url"] == "http://testserver/maatregelen/hoorrecht/"
    sub = api(client, "maatregelen/zorg-in-onderwijstijd")
    assert (sub["nummer"], sub["hoofdmaatregel"]) == (None, "samenwerking-jeugdhulp-en-school")
    assert [row["nummer"] for row in results(client, "doelen")] == list(range(1, 8))
    assert api(client, "moties/31497-305")["kamerstukUrl"] == "https://zoek.officielebekendmakingen.nl/kst-31497-305"
    planned = next(
        step for stand in api(client, "wetsvoorstellen/terugdringen-verzuim")["standen"] if stand["rapportage"] == "vgr-5"
        for step in stand["planning"] if step["fase"] == "inwerkingtreding" and step["tekst"] == "1 augustus 2027"
    )  # fmt: skip
    assert (planned["vroegst"], planned["laatst"]) == ("2027-08-01", "2027-08-01")


# A request with a filter, and a condition that holds for every row in the response.
KEPT = [
    ("rapportages?soort=voortgangsrapportage", lambda r: r["nummer"] in (2, 5)),
    ("maatregelen?nummer=4", lambda r: r["slug"] == "hoorrecht"),
    ("maatregelen?doel=2", lambda r: 2 in r["doelen"]),
    ("maatregelen?speerpunt=1", lambda r: 1 in r["speerpunten"]),
    ("maatregelen?status=afgerond", lambda r: r["stand"]["status"] == "afgerond"),
    ("maatregelen?rapportage=vgr-2", lambda r: r["stand"]["rapportage"] == "vgr-2"),
    ("maatregelen?rapportage=vgr-2&status=nog-niet-gestart", lambda r: r["stand"]["status"] == "nog-niet-gestart"),
    ("maatregelen?hoofdmaatregel=samenwerking-jeugdhulp-en-school", lambda r: r["stand"]["code"].startswith("16")),
    # The word can be in the text of an earlier report, which this row does not show. So only the presence of rows is checked.
    ("maatregelen?search=hoorrecht", lambda r: r["slug"]),
    ("wetsvoorstellen?maatregel=hoorrecht", lambda r: "hoorrecht" in r["maatregelen"]),
    ("wetsvoorstellen?uitkomst=in-werking", lambda r: r["uitkomst"] == "in-werking" and r["inwerkingtreding"]),
    ("wetsvoorstellen?uitkomst=opgegaan-in", lambda r: r["opvolger"]),
    ("wetsvoorstellen?rapportage=kamerbrief-2022", lambda r: "kamerbrief-2022" in {s["rapportage"] for s in r["standen"]}),
    ("wetsvoorstellen?search=verzuim", lambda r: "verzuim" in str(r).lower()),
    ("moties?maatregel=doorbraakaanpak", lambda r: "doorbraakaanpak" in r["maatregelen"]),
    ("moties?status=in-uitvoering", lambda r: r["stand"]["status"] == "in-uitvoering"),
    ("moties?rapportage=vgr-2", lambda r: r["stand"]["rapportage"] == "vgr-2"),
    ("moties?dossier=31497", lambda r: r["dossier"] == "31497"),
    ("moties?search=aanspreekpunt", lambda r: "aanspreekpunt" in str(r).lower()),
    ("acties?rol=leraar", lambda r: "leraar" in r["rollen"]),
    ("acties?sector=vo&rol=schoolbestuur", lambda r: not r["sectoren"] or "vo" in r["sectoren"]),
    # Schools for specialised education belong to the partnerships for vo.
    ("acties?sector=vo&rol=samenwerkingsverband", lambda r: not r["sectoren"] or {"vo", "go"} & set(r["sectoren"])),
    ("acties?maatregel=hoorrecht", lambda r: "hoorrecht" in r["maatregelen"]),
    ("acties?doel=2", lambda r: r["maatregelen"]),
    ("acties?wetsvoorstel=terugdringen-verzuim", lambda r: r["wetsvoorstel"] == "terugdringen-verzuim"),
    ("acties?soort=mogelijk", lambda r: r["soort"] == "mogelijk"),
    ("acties?stand=verwacht", lambda r: r["stand"] == "verwacht" and r["verwacht"]),
    ("acties?stand=geldt-nu&datum=2030-01-01", lambda r: r["stand"] == "geldt-nu"),
    ("acties?rapportage=vgr-2", lambda r: "vgr-5" not in {m["rapportage"] for m in r["vermeldingen"]}),
    ("acties?search=steunpunt", lambda r: "steunpunt" in str(r).lower()),
    ("wijzigingen?van=vgr-2&naar=vgr-5&soort=planning", lambda r: r["soort"] == "planning"),
    ("wijzigingen?van=vgr-2&naar=vgr-5&search=verzuim", lambda r: "verzuim" in str(r).lower()),
    ("bevindingen?doel=4", lambda r: r["doel"] == 4),
    ("bevindingen?rapportage=vgr-5", lambda r: r["rapportage"] == "vgr-5"),
    ("bronnotities?rapportage=vgr-2", lambda r: r["rapportage"] == "vgr-2"),
    ("bronnotities?search=titel", lambda r: "titel" in str(r).lower()),
    ("rollen/schoolbestuur/wijzigingen?vanRapportage=vgr-2&soort=stand", lambda r: r["van"]["stand"] != r["naar"]["stand"]),
    ("rollen/schoolbestuur/wijzigingen?vanRapportage=vgr-2&search=verzuim", lambda r: "verzuim" in r["tekst"].lower()),
    ("maatregelen/hoorrecht/standen?search=leerlingen", lambda r: "leerling" in str(r).lower()),
]  # fmt: skip


@pytest.mark.parametrize(("address", "holds"), KEPT, ids=[address for address, _ in KEPT])
def test_a_filter_keeps_what_it_says_and_no_more(client, address, holds):
    path, _, query = address.partition("?")
    asked = {"wijzigingen": "van=vgr-2&naar=vgr-5", "rollen/schoolbestuur/wijzigingen": "vanRapportage=vgr-2"}.get(path, "")
    everything = api(client, f"{path}?{asked}")["count"]
    found = api(client, address)
    left, count = found["results"], found["count"]
    if len(left) < count <= 200:
        left = results(client, f"{path}?{query}")
    assert left
    assert all(holds(row) for row in left)
    # A filter that removes no row would prove nothing. Three kinds of paths are exempt, because their filters may keep all rows.
    assert count < everything or "datum" in address or "sector" in address or "maatregelen/" in address


@pytest.mark.parametrize(
    ("path", "sort", "field"),
    [
        ("maatregelen", "titel", lambda r: r["titel"]),
        ("wetsvoorstellen", "titel", lambda r: r["titel"]),
        ("moties", "nummer", lambda r: r["nummer"]),
        ("acties", "id", lambda r: r["id"]),
        ("rapportages", "publicatie", lambda r: r["publicatie"]["laatst"]),
        ("doelen", "nummer", lambda r: r["nummer"]),
        ("wijzigingen", "soort", lambda r: r["soort"]),
    ],
)
def test_sorted_up_and_down(client, path, sort, field):
    asked = "van=vgr-2&naar=vgr-5&" if path == "wijzigingen" else ""
    up = [field(row) for row in results(client, f"{path}?{asked}sort={sort}")]
    down = [field(row) for row in results(client, f"{path}?{asked}sort=-{sort}")]
    assert up == sorted(up)
    assert down == sorted(up, reverse=True)


def test_walking_all_pages_meets_every_record_once(client):
    for path, size in (("bronnotities", 50), ("bevindingen", 50), ("acties", 7), ("maatregelen", 5)):
        seen, address = [], f"/api/v1/{path}?pageSize={size}"
        pages = 0
        while address:
            page = client.get(address).json()
            seen += [row.get("id") or row.get("slug") for row in page["results"]]
            address, pages = page["next"], pages + 1
        assert len(seen) == len(set(seen)) == page["count"]
        assert pages == -(-page["count"] // size)
        assert page["previous"]


def test_the_default_page_has_fifty_rows(client):
    assert len(api(client, "bronnotities")["results"]) == 50
    assert SourceNote.objects.count() > 50
    assert Finding.objects.count() > 50
    assert Action.objects.count() > 50


def test_an_action_on_another_day_and_as_known_then(client):
    duty = "schoolondersteuningsprofiel-bijhouden"
    slugs = {row["id"] for row in results(client, "acties?soort=verplicht")}
    duty = next(slug for slug in sorted(slugs) if "schoolondersteuningsprofiel" in slug or "sop" in slug)
    before = api(client, f"acties/{duty}?datum=2024-01-01")
    after = api(client, f"acties/{duty}?datum=2030-01-01")
    assert before["stand"] == "geldt-nu"
    assert after["stand"] == "vervallen"
    assert after["geldtTot"]
    api(client, f"acties/{duty}?datum=30-01-2030", status=400)


def test_a_bill_as_it_stood_in_a_report(client):
    """The response leaves out what a later report states: entry into force and successor."""
    then = {row["slug"]: row for row in results(client, "wetsvoorstellen?rapportage=vgr-2")}
    now = {row["slug"]: row for row in results(client, "wetsvoorstellen")}
    for slug, outcome in (
        ("versterking-positie-ouders-en-leerlingen", "in-werking"),
        ("onderwijszorgarrangementen", "opgegaan-in"),
    ):
        assert (then[slug]["uitkomst"], now[slug]["uitkomst"]) == ("in-voorbereiding", outcome)
        assert not then[slug]["inwerkingtreding"]
        assert then[slug]["opvolger"] is None
    assert not results(client, "wetsvoorstellen?rapportage=vgr-2&uitkomst=in-werking")


def test_a_measure_as_it_stood_in_a_report_names_the_motions_of_that_report(client):
    then = {row["slug"]: row["moties"] for row in results(client, "maatregelen?rapportage=vgr-2")}
    now = {row["slug"]: row["moties"] for row in results(client, "maatregelen")}
    assert "31497-305" in then["steunpunt-per-samenwerkingsverband"]
    assert "31497-305" in now["aanspreekpunt-vo-leerling"]
    assert "31497-305" not in [*then["aanspreekpunt-vo-leerling"], *now["steunpunt-per-samenwerkingsverband"]]


def test_the_parties_that_represent_a_group(client):
    found = results(client, "veldpartijen")
    assert set(found[0]) == {"groep", "naam", "rapportages"}
    assert len({(row["groep"], row["naam"]) for row in found}) == len(found) > 30
    both = [row for row in found if row["rapportages"] == ["vgr-2", "vgr-5"]]
    assert both, "a party that both reports name in the same group is one row"
    assert "VO-raad" in {row["naam"] for row in results(client, "veldpartijen?search=VO-raad")}
    by_name = [row["naam"].casefold() for row in results(client, "veldpartijen?sort=-naam")]
    assert by_name == sorted(by_name, reverse=True)
    assert client.get("/api/v1/veldpartijen?soort=x").status_code == 400


def test_the_items_of_a_priority_and_the_subheading_of_an_item(client):
    items = [item for row in results(client, "speerpunten") for stand in row["standen"] for item in stand["punten"]]
    assert any("15 miljoen" in item["tekst"] for item in items)
    stands = results(client, "maatregelen")
    groups = {item["groep"] for row in stands for item in row["stand"]["onderdelen"]}
    assert "Toetreden tot Landelijk Transitiearrangement (LTA) voor cluster 1 en 2" in groups
