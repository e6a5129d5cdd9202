"""A request header cannot put the site below another path, also without nginx. Servers take SCRIPT_NAME from a trusted proxy."""

from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from tests.server import copy_of, serving

pytestmark = [pytest.mark.once, pytest.mark.fault]


@pytest.fixture(scope="module")
def site(made_portal, tmp_path_factory):
    with serving(copy_of(made_portal, tmp_path_factory.mktemp("portal"))) as address:
        yield address


def ask(site, path, **headers):
    with closing(HTTPConnection(urlsplit(site).netloc, timeout=20)) as connection:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response.status, response.read().decode()


@pytest.mark.parametrize("name", ["SCRIPT_NAME", "Script-Name", "X-Script-Name", "X-Forwarded-Prefix", "PATH_INFO"])
def test_a_header_moves_no_page(site, name):
    path = f"/maatregelen/?zoek={name}"
    status, page = ask(site, path, **{name: "/maatregelen"})
    assert (status, page) in ((400, page), ask(site, path))
    assert 'href="/maatregelen/maatregelen/' not in page


def test_a_page_that_a_header_moved_is_kept_for_nobody(site):
    ask(site, "/elders/maatregelen/", SCRIPT_NAME="/elders")
    assert ask(site, "/elders/maatregelen/")[0] == 404
