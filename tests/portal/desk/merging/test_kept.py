"""A login that ends costs nothing on any form of /beheer/: what was sent is offered again after logging in."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile

from measures.models import MeasureSnapshot, Report
from portal.desk.kept.middleware import COOKIE
from portal.desk.models import Explanation, Task
from tests.portal.desk.forms import filled_in

pytestmark = [pytest.mark.ignore_template_errors, pytest.mark.once]

DESK = "/beheer/redactie/vgr-6/"


def end_login(client):
    """End the session as time does; the browser keeps its other cookies."""
    Session.objects.all().delete()


def offered(page):
    """Return what the page that offers a form again would send, with the button that sends it."""
    form = BeautifulSoup(page.content, "html.parser").select_one("form:has(button[name=onopgeslagen])")
    data = {}
    for field in form.select("input[name]"):
        data.setdefault(field["name"], []).append(field["value"])
    return data | {"onopgeslagen": "opnieuw"}


def send_after_the_login_ended(client, person, address, data):
    """Send a form without a login, log in, and send again what is offered. Return the last response."""
    client.get(DESK)
    end_login(client)
    assert client.post(address, data)["Location"].startswith("/beheer/login/?next=")
    client.force_login(person)
    page = client.get(address)
    assert "Wat u invoerde, is bewaard" in page.content.decode()
    return client.post(address, offered(page))


@pytest.fixture
def task(carried):
    return carried.tasks.get(measure__slug="hoorrecht")


def test_a_stand(client, editor, as_editor, carried):
    address = f"{DESK}maatregel/hoorrecht/"
    data = filled_in(client, address) | {"summary": "Lang aan gewerkt.\nTwee regels."}
    assert send_after_the_login_ended(client, editor, address, data).status_code == 302
    stand = MeasureSnapshot.objects.get(report=carried, measure__slug="hoorrecht")
    assert " ".join(stand.summary.split()) == "Lang aan gewerkt. Twee regels."
    assert "is bewaard" not in client.get(address).content.decode()


def test_the_statuses_the_explanations_a_new_subject_and_a_new_report(client, editor, as_editor, carried, task):
    status = f"status-{task.pk}"
    send_after_the_login_ended(client, editor, f"{DESK}statussen/", filled_in(client, f"{DESK}statussen/") | {status: "afgerond"})
    assert MeasureSnapshot.objects.get(report=carried, measure=task.measure).status == "afgerond"
    data = filled_in(client, f"{DESK}controle/")
    name = next(name for name in data if name.startswith("toelichting-"))
    send_after_the_login_ended(client, editor, f"{DESK}controle/", data | {name: "Zo is het."})
    assert Explanation.objects.get().words == "Zo is het."
    Task.objects.filter(pk=task.pk).delete()
    send_after_the_login_ended(client, editor, DESK, {"nieuw": "maatregel:hoorrecht"})
    assert carried.tasks.filter(measure__slug="hoorrecht").exists()
    new = {
        "kind": "kamerbrief", "title": "Brief", "publication": "1 november 2026", "location": "x", "kamerstuk": "31497-999",
        "link": "https://www.tweedekamer.nl/x",
    }  # fmt: skip
    send_after_the_login_ended(client, editor, "/beheer/redactie/nieuw/", new)
    assert Report.objects.drafts().filter(title="Brief").exists()


def test_a_form_of_the_admin(client, editor, as_editor, carried):
    address = f"/beheer/measures/report/{carried.pk}/change/"
    form = BeautifulSoup(client.get(address).content, "html.parser").select_one("#report_form")
    data = {field["name"]: field.get("value", "") for field in form.select("input[name]:not([type=checkbox])")}
    data |= {field["name"]: field.text for field in form.select("textarea[name]")}
    data |= {each["name"]: each.select_one("option[selected]")["value"] for each in form.select("select[name]")}
    send_after_the_login_ended(client, editor, address, data | {"title": "Een andere titel"})
    carried.refresh_from_db()
    assert carried.title == "Een andere titel"


def test_a_chosen_file_is_not_kept_and_the_page_says_so(client, editor, as_editor, carried):
    address = f"{DESK}werkmap/"
    client.get(address)
    end_login(client)
    client.post(address, {"werkmap": SimpleUploadedFile("w.xlsx", b"x")})
    client.force_login(editor)
    assert "Het bestand dat u koos, is niet bewaard" in client.get(address).content.decode()
    assert client.post(address, {"onopgeslagen": "weg"}).status_code == 302
    assert "is niet bewaard" not in client.get(address).content.decode()


def test_only_the_same_person_sees_it_and_only_forms_of_the_desk_are_kept(client, editor, publisher, as_editor, carried):
    address = f"{DESK}maatregel/hoorrecht/"
    client.get(address)
    end_login(client)
    client.post(address, {"summary": "Van roos alleen."})
    client.force_login(publisher)
    assert "Van roos alleen." not in client.get(address).content.decode()
    client.force_login(editor)
    assert "Van roos alleen." not in client.get(address).content.decode()
    end_login(client)
    client.post("/beheer/password_change/", {"old_password": "geheim", "new_password1": "x"})
    client.cookies[COOKIE] = "vervalst"
    client.post(address, {"summary": "x"})
    assert not [session for session in Session.objects.all() if "onopgeslagen" in session.get_decoded()]
