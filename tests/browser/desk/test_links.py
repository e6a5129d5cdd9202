"""Whoever has a link of the desk comes in with it, in a real browser: that decides what it tells of where a form comes from."""

import pytest

from tests.browser.checks import problems
from tests.browser.steps import PASSWORD, follow, log_in
from tests.server import copy_of, run, serving

# Prints the code of a link for a password, and that of a link to a draft.
MAKE = """
import datetime as dt
from django.contrib.auth.models import Group, User
from django.utils import timezone
from portal.desk.accounts.invitations import invite
from portal.desk.team_models import PreviewLink
from portal.desk.tokens import digest_of, new_token
from tests.factories import make_report
bea, roos = (User.objects.create_user(name, is_staff=True) for name in ("bea", "roos"))
roos.groups.add(Group.objects.get(name="Redacteur"))
token, report = new_token(), make_report("vgr-9", number=9, title="Negende rapportage", state="concept")
until = timezone.now() + dt.timedelta(days=1)
PreviewLink.objects.create(report=report, digest=digest_of(token), reader="Directie", until=until, by=bea, name="bea")
print(invite(roos, bea)[1], token)
"""


@pytest.mark.story
def test_a_link_for_a_password_and_a_link_to_a_draft_work(chromium, made_portal, tmp_path):
    environment = copy_of(made_portal, tmp_path)
    done = run(environment, MAKE)
    assert done.returncode == 0, done.stderr
    password, preview = done.stdout.split()
    with serving(environment) as address:
        context = chromium.new_context(base_url=address)
        page = context.new_page()
        page.goto(f"/beheer/account/uitnodiging/#{password}")
        page.wait_for_url("**/wachtwoord/")
        assert problems(page) == []
        page.get_by_label("Nieuw wachtwoord").fill(PASSWORD)
        page.get_by_label("Nog een keer").fill(PASSWORD)
        follow(page.get_by_role("button", name="Bewaar"))
        assert page.get_by_text("Uw wachtwoord is ingesteld.").is_visible()
        log_in(page, "roos")
        assert page.url.endswith("/tweede-stap/")
        context.clear_cookies()
        page.goto(f"/beheer/meekijken/#{preview}")
        page.wait_for_url("**/vgr-9/")
        assert "Negende rapportage" in page.locator("main").inner_text()
        context.close()
