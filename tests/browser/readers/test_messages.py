"""A reader asks for messages by e-mail, confirms, changes and ends them, in a browser. Every page is for everybody."""

import re
from email import message_from_string, policy
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect

from tests.browser.checks import found_by_axe, problems
from tests.portal.subscriptions.mail_server import mail_server, received
from tests.server import PUBLISH, READY_TO_PUBLISH, copy_of, manage, run, serving

PHONE = {"width": 390, "height": 844}
MAIL = {"EMAIL_URL": "smtp://127.0.0.1:1", "SITE_CONTACT": "portaal@example.nl"}
# Prints the path of the link in the newest mail that waits in the queue.
LINK = """
import re
from post_office.models import Email
print(re.search(r"/berichten/bevestigen/#\\S+", Email.objects.order_by("-pk").first().message)[0])
"""
# Prints the addresses with which the only reader changes, ends, and reads what is kept.
OWN = """
from portal.subscriptions.links import links_of
from portal.subscriptions.models import Subscriber
print(*links_of(Subscriber.objects.get(), ""))
"""


@pytest.fixture
def environment_with_mail(made_portal, tmp_path):
    return copy_of(made_portal, tmp_path) | MAIL


@pytest.fixture
def tab_with_mail(chromium, environment_with_mail):
    with serving(environment_with_mail) as address:
        context = chromium.new_context(base_url=address, viewport=PHONE)
        page = context.new_page()
        page.errors = []
        page.on("console", lambda message: page.errors.append(message) if message.type == "error" else None)
        yield page
        context.close()


def said(environment, code):
    done = run(environment, code)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_every_page_is_for_everybody(tab_with_mail, environment_with_mail):
    page, environment = tab_with_mail, environment_with_mail

    def all_well(heading):
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        assert problems(page) == []
        page.set_viewport_size(PHONE)
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
        assert found_by_axe(page) == []

    page.goto("/nu/leraar/?sector=po")
    page.locator("main").get_by_role("link", name="Houd mij op de hoogte").click()
    expect(page.get_by_label("Rol", exact=True)).to_have_value("leraar")
    expect(page.get_by_label("Sector")).to_have_value("po")
    all_well("Houd mij op de hoogte")
    page.get_by_role("button", name="Vraag berichten aan").click()
    all_well("Houd mij op de hoogte")
    expect(page).to_have_title("Fout: Houd mij op de hoogte – Voortgang passend onderwijs")
    page.get_by_role("link", name="Vul uw e-mailadres in.").click()
    expect(page.get_by_label("Uw e-mailadres")).to_be_focused()
    page.keyboard.type("lezer@school.nl")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    all_well("Kijk in uw mail")

    [link] = said(environment, LINK)
    page.goto(link)
    all_well("Bevestig uw berichten")
    assert "#" not in page.url
    page.get_by_role("button", name="Ja, stuur mij berichten").click()
    all_well("U krijgt voortaan bericht")
    # A link in a mail opens a page of its own.
    page.goto("about:blank")
    page.goto(link)
    all_well("Bevestig uw berichten")
    expect(page.locator(".error-summary")).to_contain_text("al gebruikt")

    page.goto("/berichten/mijn/")
    all_well("Uw berichten")
    change, end, me = said(environment, OWN)
    # Without a script the reader pastes the link.
    page.get_by_label("Plak hier de hele link").fill(change)
    page.get_by_role("button", name="Verder").click()
    all_well("Uw berichten")
    page.get_by_label("31497-305").check()
    page.get_by_label("Eén keer per week").check()
    page.get_by_role("button", name="Bewaar mijn keuze").click()
    expect(page.get_by_role("status").first).to_have_text("Uw keuze is bewaard.")
    all_well("Uw berichten")
    page.goto(me)
    all_well("Wat wij van u bewaren")
    expect(page.get_by_role("main")).to_contain_text("Motie: 31497-305")
    page.goto(end)
    all_well("Stoppen met berichten")
    page.get_by_role("button", name="Stop met alle berichten").click()
    all_well("U krijgt geen berichten meer")
    assert page.context.cookies() == []
    # Chromium asks for an icon by itself when a page is left before its own icon is read.
    strange = [error.text for error in page.errors if not error.location["url"].endswith("/favicon.ico")]
    assert [text for text in strange if "400" not in text] == []


@pytest.mark.story
def test_from_asking_to_the_end_by_one_click(chromium, made_portal, tmp_path):
    """The mails go through the queue to a real mail server, in a process of its own."""
    box = tmp_path / "postbus"
    with mail_server(box) as port:
        environment = copy_of(made_portal, tmp_path) | MAIL | {"EMAIL_URL": f"smtp://127.0.0.1:{port}"}
        with serving(environment) as address:
            context = chromium.new_context(base_url=address)
            page = context.new_page()

            def newest(number):
                manage(environment, "send_messages", SITE_ADDRESS=address)
                mails = received(box)
                assert (len(mails), mails[-1]["to"]) == (number, "lezer@school.nl")
                message = message_from_string(mails[-1]["raw"], policy=policy.default)
                return message, message.get_body(("plain",)).get_content()

            page.goto("/maatregelen/hoorrecht/")
            page.locator("main").get_by_role("link", name="Houd mij op de hoogte").click()
            page.get_by_label("Al het nieuws van deze site").check()
            page.get_by_label("Uw e-mailadres").fill("Lezer@school.nl")
            page.get_by_label("Ja, stuur mij").check()
            page.get_by_role("button", name="Vraag berichten aan").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("Kijk in uw mail")
            _, words = newest(1)
            page.goto(re.search(r"/berichten/bevestigen/#\S+", words)[0])
            page.get_by_role("button", name="Ja, stuur mij berichten").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("U krijgt voortaan bericht")

            # What was public before the reader came, is no news.
            newest(1)
            done = run(environment, READY_TO_PUBLISH + PUBLISH)
            assert done.returncode == 0, done.stderr
            message, words = newest(2)
            assert "Zesde" in words
            assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
            page.goto(re.search(r"http\S+/berichten/mijn/#\S+", words)[0])
            page.get_by_label("Al het nieuws", exact=True).uncheck()
            page.get_by_role("button", name="Bewaar mijn keuze").click()
            expect(page.get_by_role("status").first).to_have_text("Uw keuze is bewaard.")
            expect(page.get_by_label("Maatregel: 4. Hoorrecht")).to_be_checked()

            # As the button of a mail program does: one POST, without a cookie.
            end = message["List-Unsubscribe"].strip().strip("<>")
            assert urlopen(Request(end, data=b"List-Unsubscribe=One-Click", method="POST")).status == 200
            page.goto("about:blank")
            page.goto(re.search(r"http\S+/berichten/mijn/#\S+", words)[0])
            expect(page.locator(".error-summary")).to_contain_text("werkt niet meer")
            context.close()
    left = "from portal.subscriptions.models import Subscriber\nfrom post_office.models import Email\n"
    assert said(environment, left + "print(Subscriber.objects.count(), Email.objects.count())") == ["0", "0"]
