"""A form as a browser sends it, for tests in which that matters: with its token, and with where it comes from."""

from bs4 import BeautifulSoup


def send(browser, address, data):
    """Open the page at `address`, and send `data` as its form. A test client that checks tokens refuses what Django refuses."""
    page = browser.get(address)
    token = BeautifulSoup(page.content, "html.parser").select_one("[name=csrfmiddlewaretoken]")["value"]
    # A browser says `null` when the page may not tell where a request comes from.
    origin = "null" if page["Referrer-Policy"] == "no-referrer" else "http://testserver"
    return browser.post(address, data | {"csrfmiddlewaretoken": token}, headers={"Origin": origin})
