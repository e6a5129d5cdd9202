"""The pages of motions, `/moties/` and `/moties/<nummer>/`, and the redirects from numbers of parliamentary papers (`/kst-…`)."""

import pytest
from bs4 import BeautifulSoup


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 42),
        ("rapportage=vgr-2", 20),
        ("rapportage=vgr-5", 31),
        ("status=afgerond", 10),
        ("status=onbekend", 11),
        ("dossier=36443", 2),
        ("maatregel=aanspreekpunt-vo-leerling", 1),
        ("zoek=36740-VIII-12", 1),
        ("zoek=kst-36740-viii-12", 1),
        ("zoek=hoogbegaafde+norm", 2),
        # The numbers that two motions had here before.
        ("zoek=36200-93", 1),
        ("zoek=36410-021", 1),
    ],
)
def test_filters(client, query, count):
    assert client.get(f"/moties/?{query}").context["page"].paginator.count == count


@pytest.mark.parametrize("query", ["status=x", "dossier=1", "maatregel=x", "rapportage=x"])
def test_a_filter_that_does_not_exist_says_so(client, query):
    assert client.get(f"/moties/?{query}").status_code == 400


def test_a_motion_with_the_words_of_both_reports(client):
    page = client.get("/moties/31497-305/").content.decode()
    for words in (
        "Aanspreekpunt voor leerlingen met zorgbehoefte",
        "maatregel 7: In elk swv",
        "maatregel 5: Een aanspreekpunt voor elke vo-leerling",
        "De bron geeft geen leesbare status",
        "https://zoek.officielebekendmakingen.nl/kst-31497-305",
    ):
        assert words in page, words


def test_a_motion_says_where_its_measure_and_its_bill_stand_now(client):
    """Before what the motion asks: the status of each measure as its own page gives it, and whether the bill is in force."""
    for address, subject in (
        ("/moties/31497-305/", "/maatregelen/aanspreekpunt-vo-leerling/"),
        ("/moties/36443-009/", "/wetsvoorstellen/versterking-positie-ouders-en-leerlingen/"),
    ):
        page = BeautifulSoup(client.get(address).content, "html.parser")
        (line,) = page.select("#gaat-over li")
        assert line.a["href"] == subject
        own = BeautifulSoup(client.get(subject).content, "html.parser")
        answer = own.select_one(".standing .status") or own.select_one("main .lead")
        said = " ".join(answer.get_text(" ", strip=True).split())
        assert said in " ".join(line.get_text(" ", strip=True).split())
        assert line.sourceline < page.select_one("#verzoek").sourceline


def test_a_motion_without_a_measure_has_no_line_about_one(client):
    page = BeautifulSoup(client.get("/moties/31015-297/").content, "html.parser")
    assert (page.select("#gaat-over") == []) is ("De bron koppelt deze motie niet aan een maatregel." in page.text)


def test_the_official_publication_is_written_without_zeros(client):
    assert "kst-36443-9" in client.get("/moties/36443-009/").content.decode()
    assert "kst-36740-VIII-12" in client.get("/moties/36740-VIII-12/").content.decode()


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/kst-31497-305", "/moties/31497-305/"),
        ("/kst-36443-9", "/moties/36443-009/"),
        ("/kst-36443-009", "/moties/36443-009/"),
        ("/kst-36740-VIII-12", "/moties/36740-VIII-12/"),
        ("/kst-31497-440", "/rapportages/kamerbrief-2022/"),
    ],
)
def test_kamerstukken_lead_to_our_page(client, address, target):
    response = client.get(address)
    assert (response.status_code, response.url) == (301, target)


@pytest.mark.parametrize("address", ["/kst-31497-1", "/kst-x", "/kst-31497", "/moties/31497-1/"])
def test_kamerstukken_that_we_do_not_have(client, address):
    assert client.get(address).status_code == 404


def test_the_list_says_once_which_statuses_cannot_be_read(client):
    page = " ".join(BeautifulSoup(client.get("/moties/").content, "html.parser").get_text(" ").split())
    says = "geeft de status van 20 moties met een teken dat niet te lezen is ( waarom ); 11 daarvan zijn dus onbekend ."
    assert page.count(says) == 1
    html = client.get("/moties/").content.decode()
    assert 'href="/rapportages/vgr-2/#notitie-vgr-2-moties-vinkjes"' in html
    assert 'id="notitie-vgr-2-moties-vinkjes"' in client.get("/rapportages/vgr-2/").content.decode()
    assert client.get("/moties/?status=onbekend").context["page"].paginator.count == 11


def test_a_motion_and_the_bill_with_its_dossier_lead_to_each_other(client):
    bill = "/wetsvoorstellen/versterking-positie-ouders-en-leerlingen/"
    motions = ["/moties/36443-009/", "/moties/36443-011/"]
    for motion in motions:
        assert BeautifulSoup(client.get(motion).content, "html.parser").select_one(f'dd a[href="{bill}"]')
    page = BeautifulSoup(client.get(bill).content, "html.parser")
    assert [link["href"] for link in page.select("#moties ~ ul")[0].select("a")] == motions
    # The dossier of the whole programme is no bill's.
    assert not BeautifulSoup(client.get("/moties/31497-305/").content, "html.parser").select_one(
        'dd a[href^="/wetsvoorstellen/"]'
    )
