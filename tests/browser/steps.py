"""What somebody does on a page."""


def follow(control) -> None:
    """Press what leads to another page, and wait until all of that page is there: a press by itself waits for its beginning."""
    with control.page.expect_event("load"):
        control.click()
