"""The number of queries of every page, file and API path: the same for 1 record and for 22 records of every kind."""

import pytest
from django.urls import resolve

from portal.search.index import rebuild
from tests.portal.addresses.public import public_names
from tests.portal.addresses.queries import PAGES
from tests.portal.many import fill

pytestmark = [pytest.mark.usefixtures("empty", "without_memory"), pytest.mark.once]


# The expected numbers are the same, so one of both shows what grows. 22 is more than a page of the search holds.
@pytest.mark.parametrize("count", [22, pytest.param(1, marks=pytest.mark.story)])
def test_queries_do_not_grow_with_records(client, count, django_assert_num_queries, subtests):
    fill(count)
    rebuild()
    for address, expected in PAGES.items():
        with subtests.test(address), django_assert_num_queries(expected):
            assert client.get(address).status_code == 200


def test_every_page_is_counted():
    """A new URL pattern must be added to `PAGES`, except redirects and the admin."""
    counted = {resolve(address.split("?")[0]).url_name for address in PAGES}
    not_pages = {"measure-by-number", "kamerstuk", "api-without-version", "api-unknown", "metrics", "letters-end"}
    assert counted == set(public_names()) - not_pages
