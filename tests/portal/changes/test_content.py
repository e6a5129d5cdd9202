"""The changes between the real reports, as a person found them by comparing the source documents."""

from itertools import combinations

import pytest

from measures.kinds import BILL, MOTION
from measures.models import Report
from portal.changes import compare, history_of
from portal.changes.reading import stands_of
from portal.changes.rules import differences


def reports(*slugs):
    return [Report.objects.get(slug=slug) for slug in slugs]


@pytest.fixture(scope="module")
def found(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return compare(*reports("vgr-2", "vgr-5"))


def of(found, kind, key):
    return [change for change in found.changes if (change.kind, change.subject.key) == (kind, key)]


def keys(found, kind, subject_type):
    return {change.subject.key for change in found.changes if (change.kind, change.subject.type) == (kind, subject_type)}


def test_the_counters(found):
    assert [(figure.counter.label, len(figure.changes), figure.details) for figure in found.figures] == [
        ("vooruit", 15, "13 maatregelen, 2 wetsvoorstellen"),
        ("terug", 0, ""),
        ("status niet te vergelijken", 10, "1 wetsvoorstel, 9 moties"),
        ("nieuw genoemd", 29, "3 maatregelen, 4 wetsvoorstellen, 22 moties"),
        ("niet meer genoemd", 16, "1 maatregel, 4 wetsvoorstellen, 11 moties"),
        ("planning verschoven", 6, "4 later, 2 datum vervallen"),
        ("andere planning, zonder zichtbare verschuiving", 2, "2 niet te vergelijken"),
        ("hoort bij een andere maatregel", 1, "1 motie"),
        ("andere code", 2, "2 maatregelen"),
        ("andere titel", 12, "10 maatregelen, 1 wetsvoorstel, 1 motie"),
    ]


@pytest.mark.parametrize(
    ("kind", "key", "old", "new", "direction"),
    [
        ("status", "hoorrecht", "In uitvoering", "Afgerond", "vooruit"),
        ("status", "aanspreekpunt-vo-leerling", "Nog niet gestart", "In uitvoering", "vooruit"),
        ("status", "terugdringen-verzuim", "In voorbereiding", "In behandeling", "vooruit"),
        # The document of the second report has lost the ticks of its motions, so their status there is unknown.
        ("status", "31497-378", "Onbekend", "Afgerond", None),
        ("code", "zorg-in-onderwijstijd", "16b", "16a", None),
        ("code", "onnodige-kosten-voorkomen", "21", "22", None),
        ("nieuw", "brugfunctie", "", "16b. Brugfunctie: de schakel tussen ouders, leerlingen en school", None),
        ("vervallen", "jeugdhulpexpertise-in-de-school", "16a. Expertise van jeugdhulp beter benutten in de school", "", None),
        ("titel", "hoogbegaafdheid", "Hoogbegaafdheid", "(Hoog)begaafdheid", None),
        (
            "maatregel",
            "31497-305",
            "7. In elk samenwerkingsverband een steunpunt",
            "5. Een aanspreekpunt voor elke vo-leerling",
            None,
        ),
        ("planning", "onderwijs-aan-zieke-leerlingen", "2025", "1 januari 2027", "terug"),
        (
            "planning",
            "bekostiging-lwoo-en-pro",
            "2026, of zoveel eerder als mogelijk is",
            "De planning is nog niet gereed",
            "terug",
        ),
    ],
)
def test_changes_from_the_second_to_the_fifth_report(found, kind, key, old, new, direction):
    (change,) = of(found, kind, key)
    assert (change.old, change.new, change.direction) == (old, new, direction)


def test_the_planning_of_terugdringen_verzuim(found):
    moved = [(change.detail, change.old, change.new, change.amount) for change in of(found, "planning", "terugdringen-verzuim")]
    whole = "Inwerkingtreding: eerst het hele voorstel, later"
    assert moved == [
        ("Parlementaire behandeling", "Q4 2023", "Q1/Q2 2026", "27 tot 30 maanden later"),
        (f"{whole} maatregelen vrijstelling 5 onder a", "2024", "1 januari 2027", "niet te vergelijken"),
        (f"{whole} overige maatregelen", "2024", "1 augustus 2027", "niet te vergelijken"),
    ]


def test_a_date_that_was_lost(found):
    last = of(found, "planning", "landelijke-norm-basisondersteuning")[-1]
    assert (last.old, last.new, last.amount) == ("2025-2026", "nog nader te bepalen", "datum vervallen")


def test_bills_and_motions_that_came_and_went(found):
    assert keys(found, "nieuw", BILL) == {
        "maatwerk", "bestuurlijke-kwaliteit-en-integriteit", "doorzettingsmacht", "inclusief-onderwijs",
    }  # fmt: skip
    assert keys(found, "vervallen", BILL) == {
        "aanpak-bovenmatige-reserves", "governance-passend-onderwijs", "onderwijszorgarrangementen",
        "versterking-positie-ouders-en-leerlingen",
    }  # fmt: skip
    assert {"36740-VIII-12", "31497-458"} <= keys(found, "nieuw", MOTION)
    assert {"36200-VIII-93", "31497-433"} <= keys(found, "vervallen", MOTION)
    (maatwerk,) = of(found, "nieuw", "maatwerk")
    assert maatwerk.remark == "Neemt over: Wetsvoorstel Onderwijszorgarrangementen"
    (parents,) = of(found, "vervallen", "versterking-positie-ouders-en-leerlingen")
    assert "Hoorrecht: 1 augustus 2025" in parents.remark


@pytest.mark.parametrize("other", ["kamerbrief-2022", "overzicht-2022", "vgr-2", "vgr-5"])
def test_the_plan_of_2014_has_no_common_ground_with_the_others(other):
    for pair in (reports("plan-2014", other), reports(other, "plan-2014")):
        assert compare(*pair).changes == []
        assert compare(*pair).common == []


def test_a_letter_and_a_progress_report_speak_of_bills_only():
    found = compare(*reports("kamerbrief-2022", "vgr-2"))
    assert found.common == [BILL]
    assert {change.subject.type for change in found.changes} == {BILL}


def test_the_history_of_two_reports_is_their_comparison(django_assert_num_queries):
    row = reports("vgr-2", "vgr-5")
    with django_assert_num_queries(7):
        found = history_of(row)
    assert [told.change for told in found] == compare(*row).changes
    assert {(told.earlier.slug, told.later.slug, told.since) for told in found} == {("vgr-2", "vgr-5", row[1].published_at)}
    assert history_of(row[:1]) == []


def test_what_tells_two_changes_of_one_record_apart(found):
    changes = [(change.kind, change.subject.type, change.subject.key, change.aspect) for change in found.changes]
    assert len(set(changes)) == len(changes)
    assert ("inwerkingtreding", "Overige maatregelen") in {
        change.aspect for change in of(found, "planning", "terugdringen-verzuim")
    }


def test_looking_back_turns_every_change_around():
    """Swapping the two reports gives the same changes in reverse."""
    turned = {"nieuw": "vervallen", "vervallen": "nieuw"}
    ways = {"vooruit": "terug", "terug": "vooruit", "gelijk": "gelijk", None: None}
    # Reading each pair anew, as `compare` does, would take minutes. A report without stands has no changes either way.
    speaking = [stands for stands in stands_of(Report.objects.all()) if stands.speaks_of]
    assert [stands.report.slug for stands in speaking] == ["kamerbrief-2022", "overzicht-2022", "vgr-2", "vgr-5"]
    for one, other in combinations(speaking, 2):
        there = {(c.kind, c.subject.key, c.detail, c.old, c.new, c.direction) for c in differences(one, other)}
        back = {
            (turned.get(c.kind, c.kind), c.subject.key, c.detail, c.new, c.old, ways[c.direction])
            for c in differences(other, one)
        }
        assert there == back, (one.report.slug, other.report.slug)
