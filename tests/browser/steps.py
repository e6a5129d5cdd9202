"""Steps on a page that several browser tests take."""

PASSWORD = "een lang genoeg wachtwoord"


def follow(control) -> None:
    """Click a link or button, and wait until the next page has loaded; `click()` alone does not wait that long."""
    with control.page.expect_event("load"):
        control.click()


def log_in(page, name: str, address: str = "/beheer/") -> None:
    """Open a page for staff and log in with the password of all test accounts."""
    page.goto(address)
    page.get_by_label("Gebruikersnaam").fill(name)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    follow(page.get_by_role("button", name="Inloggen", exact=True))
