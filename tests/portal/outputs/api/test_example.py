"""The Python example in the README and on the page of the API runs exactly as printed."""

import html
import io
import re
import urllib.request

import pytest
from django.conf import settings

pytestmark = pytest.mark.once

IN_README = re.compile(r"## De API in vijf regels.*?```python\n(.*?)```", re.DOTALL)
ON_PAGE = re.compile(r'aria-label="Voorbeeld met Python"><code>(.*?)</code>', re.DOTALL)


def in_readme(_client):
    return IN_README.search((settings.BASE_DIR / "README.md").read_text())[1].replace("127.0.0.1:8000", "testserver")


def on_page(client):
    page = client.get("/api/v1/", headers={"Accept": "text/html"}).content.decode()
    return html.unescape(ON_PAGE.search(page)[1])


@pytest.mark.parametrize("printed", [in_readme, on_page])
def test_the_example_tells_which_duties_start_in_the_year_that_follows(client, monkeypatch, capsys, printed):
    code = printed(client)
    assert len([line for line in code.splitlines() if line]) == 5
    monkeypatch.setattr(urllib.request, "urlopen", lambda address: io.BytesIO(client.get(address).content))
    exec(code.replace("dt.date.today()", "dt.date(2026, 11, 23)"), {})
    assert [line[:28] for line in capsys.readouterr().out.splitlines()] == [
        "('2027-08-01', 'verwacht', '",
        "('2027-08-01', 'verwacht', '",
    ]
