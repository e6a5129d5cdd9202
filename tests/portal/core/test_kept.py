"""The cache of what is made from the content: as long as the content stays the same, and never for a preview."""

import pytest

from measures.models import Report
from measures.publication.counting import begin_series
from measures.publication.gate import previewing
from portal.core.dates import noticing_today, today
from portal.core.kept import Kept
from portal.desk.editing.correcting import correct
from portal.desk.roles import MANAGER, PUBLISHER
from tests.portal.desk.editing.conftest import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _remembering(db):
    """Let the version alone decide, unlike in other tests. A new series makes the version of each test another one."""
    begin_series()


def summarise(stand, words):
    """Correct the summary of a published snapshot."""

    def save():
        stand.summary = words
        stand.save()

    correct(stand, save, "Verkeerd gelezen.", person("piet", PUBLISHER, MANAGER))


class Maker:
    """Makes a value of each key, and counts how often."""

    def __init__(self):
        self.asked = []

    def __call__(self, keys):
        self.asked += keys
        return {key: key.upper() for key in keys if key != "nergens"}


def test_a_value_is_made_once_and_only_for_the_keys_that_lack_one():
    kept, make = Kept(10), Maker()
    assert kept.of(["a", "b"], make) == {"a": "A", "b": "B"}
    assert kept.of(["b", "c"], make) == {"b": "B", "c": "C"}
    assert make.asked == ["a", "b", "c"]


def test_a_key_without_a_value_is_left_out_and_asked_again():
    kept, make = Kept(10), Maker()
    assert kept.of(["nergens"], make) == kept.of(["nergens"], make) == {}
    assert make.asked == ["nergens", "nergens"]


def test_the_bound_counts_sizes_and_a_value_above_it_is_given_but_not_kept():
    kept, make = Kept(4, size_of=len), Maker()
    for keys in (["aaa"], ["bb"], ["aaa"], ["te-groot"], ["te-groot"]):
        assert kept.of(keys, make) == {key: key.upper() for key in keys}
    assert make.asked == ["aaa", "bb", "aaa", "te-groot", "te-groot"]


def test_another_version_of_the_content_empties_it():
    kept, make = Kept(10), Maker()
    kept.of(["a"], make)
    summarise(Report.objects.get(slug="vgr-5").measuresnapshots.first(), "Beter gezegd.")
    kept.of(["a"], make)
    assert make.asked == ["a", "a"]


def test_a_preview_neither_uses_nor_fills_it():
    kept, make = Kept(10), Maker()
    kept.one("a", lambda: "openbaar")
    with previewing(Report.objects.first().pk):
        assert kept.one("a", lambda: "concept") == "concept"
        assert kept.one("b", lambda: "concept") == "concept"
    assert kept.of(["a", "b"], make) == {"a": "openbaar", "b": "B"}


def test_a_value_that_asked_for_the_day_counts_as_such_each_time():
    kept = Kept(10)
    for key, make, is_for_today in [("a", today, True), ("b", lambda: "B", False)]:
        for _ in range(2):
            with noticing_today() as notice:
                kept.one(key, make)
            assert notice.is_asked == is_for_today


def test_an_error_is_passed_on_and_not_kept():
    kept = Kept(10)
    with pytest.raises(ZeroDivisionError):
        kept.one("a", lambda: 1 / 0)
    assert kept.one("a", lambda: "A") == "A"


@pytest.mark.parametrize("path", ["/maatregelen/hoorrecht/", "/api/v1/maatregelen", "/api/v1/maatregelen?rapportage=vgr-2",
                                  "/api/v1/maatregelen/hoorrecht", "/over/"])  # fmt: skip
def test_a_page_from_what_is_kept_is_the_page_from_the_database(client, settings, path):
    kept = [client.get(path).content for _ in range(2)]
    settings.CONTENT_MEMORY = False
    assert kept == [client.get(path).content] * 2


@pytest.mark.parametrize("path", ["/maatregelen/hoorrecht/", "/api/v1/maatregelen/hoorrecht"])
def test_a_correction_is_on_the_page_at_once(client, path):
    client.get(path)
    summarise(Report.objects.get(slug="vgr-5").measuresnapshots.get(measure__slug="hoorrecht"), "Dit is nu beter gezegd.")
    assert "Dit is nu beter gezegd." in client.get(path).content.decode()


@pytest.mark.parametrize(("path", "most"), [("/maatregelen/hoorrecht/", 6), ("/api/v1/maatregelen", 8)])
def test_the_second_time_the_database_is_hardly_asked(client, django_assert_max_num_queries, path, most):
    client.get(path)
    with django_assert_max_num_queries(most):
        client.get(path)
