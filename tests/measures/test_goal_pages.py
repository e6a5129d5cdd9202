"""The pages of goals: `/doelen/`, with the matrix of goals and measures, and `/doelen/<nummer>/`."""

import pytest


def test_the_matrix_of_the_latest_report(client):
    response = client.get("/doelen/")
    assert response.context["report"].slug == "vgr-5"
    assert [snapshot.goal.number for snapshot in response.context["snapshots"]] == [1, 2, 3, 4, 5, 6, 7]
    page = response.content.decode()
    assert page.count("matrix__yes") == 64


def test_the_matrix_of_another_report(client):
    assert client.get("/doelen/?rapportage=vgr-2").context["report"].slug == "vgr-2"


def test_a_report_without_goals_is_refused_with_what_can_be_chosen(client):
    for slug in ("kamerbrief-2022", "x"):
        response = client.get(f"/doelen/?rapportage={slug}")
        page = response.content.decode()
        assert response.status_code == 400
        assert "Deze keuze bestaat niet." in page
        assert "Vijfde voortgangsrapportage" in page
        assert "Samenhang van doelen en maatregelen" not in page


def test_a_goal_shows_its_measures_and_what_research_says(client):
    response = client.get("/doelen/2/")
    assert [measure.number for measure in response.context["measures"]] == [1, 4, 5, 7, 13]
    assert {finding.report.slug for finding in response.context["findings"]} == {"vgr-2", "vgr-5"}
    assert "vindplaats" in response.content.decode()


def test_a_goal_that_does_not_exist(client):
    assert client.get("/doelen/8/").status_code == 404


@pytest.mark.parametrize("path", ["/doelen/001/", "/doelen/01.pdf", "/doelen/01.atom", "/doelen/0/"])
def test_a_goal_has_one_address(client, path):
    assert client.get(path).status_code == 404
