"""What somebody does on a page."""

PASSWORD = "een lang genoeg wachtwoord"


def follow(control) -> None:
    """Press what leads to another page, and wait until all of that page is there: a press by itself waits for its beginning."""
    with control.page.expect_event("load"):
        control.click()


def log_in(page, name: str, address: str = "/beheer/") -> None:
    """Ask for a page of staff, and log in with the password that everybody here has."""
    page.goto(address)
    page.get_by_label("Gebruikersnaam").fill(name)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    follow(page.get_by_role("button", name="Inloggen", exact=True))
