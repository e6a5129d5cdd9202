"""The fields of a filter form are rendered once for each value, until the content changes."""

import pytest
from django.http import QueryDict

from measures.models import Role
from portal.agenda.filters import AgendaFilter
from portal.core.remembered import Remembered
from portal.site.tags.filters import filter_fields


@pytest.fixture(autouse=True)
def with_memory(settings):
    settings.AGENDA_MEMORY = True


def fields(query: str = "", role: Role | None = None) -> str:
    return filter_fields(AgendaFilter(QueryDict(query), role=role))


def test_the_choices_are_read_once(django_assert_num_queries):
    first = fields()
    role = Role.objects.get(slug="leraar")
    with django_assert_num_queries(1):  # the version of the content
        assert fields(role=role) == first


@pytest.mark.parametrize("query", ["zoek=None", "zoek=ouders", "sector=po", "stand=verwacht", "datum=2027-08-01", "sector=x"])
def test_a_chosen_value_shows_only_where_it_was_chosen(settings, query):
    empty, chosen = fields(), fields(query)
    settings.AGENDA_MEMORY = False
    assert (empty, chosen) == (fields(), fields(query))
    assert empty != chosen


def test_another_version_empties_the_cache_and_without_a_version_nothing_is_kept():
    made: list[int] = []
    kept: Remembered[list[int]] = Remembered(2)

    def make() -> list[int]:
        made.append(1)
        return list(made)

    assert kept.get("een", "sleutel", make) is kept.get("een", "sleutel", make)
    assert len(kept.get("twee", "sleutel", make)) == 2
    assert kept.get("", "sleutel", make) is not kept.get("", "sleutel", make)


def test_what_is_too_large_is_not_kept():
    kept: Remembered[str] = Remembered(5, len)
    assert kept.get("een", 1, lambda: "123456") == "123456"
    assert kept.get("een", 1, lambda: "12") == "12"
    assert kept.get("een", 1, lambda: "ander") == "12"
