"""Two editors with a workbook between them, which LibreOffice saves again: nothing of either is lost."""

import pytest
from auditlog.context import set_actor
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from measures.models import MeasureSnapshot
from portal.desk.merging.three_way import Side
from portal.desk.roles import EDITOR
from tests.conftest import take_second_step
from tests.portal.desk.workbook.drafts import edit, find, put
from tests.portal.outputs.programs import saved_again

pytestmark = [pytest.mark.story, pytest.mark.ignore_template_errors]


def editor(name):
    person, client = User.objects.create_user(name, first_name=name, is_staff=True), Client()
    person.groups.set(Group.objects.filter(name=EDITOR))
    client.force_login(person)
    take_second_step(client, person)
    return client, person


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_nothing_is_lost_between_two_editors_and_a_workbook(draft, tmp_path, kind):
    (roos, _), (omar, colleague) = editor("Roos"), editor("Omar")
    shared, of_roos = MeasureSnapshot.objects.filter(report=draft).select_related("measure")[:2]
    for stand in (shared, of_roos):
        stand.summary = "Zo stond het er."
        stand.save()
    downloaded = roos.get(f"/beheer/redactie/{draft.slug}/werkmap.{kind}").content

    # Meanwhile a colleague changes two fields of a row at the desk.
    with set_actor(colleague):
        shared.summary, shared.location = "Van Omar.\nTweede regel.", "Bladzijde van Omar"
        shared.save()

    def change(book):
        page = book["Maatregelen"]
        put(page, find(page, Maatregel=shared.measure.slug), "Samenvatting", "Van Roos.")
        put(page, find(page, Maatregel=shared.measure.slug), "Titel in de bron", "Titel van Roos")
        put(page, find(page, Maatregel=of_roos.measure.slug), "Samenvatting", "Alleen van Roos.\n\nMet een lege regel.")

    in_office = downloaded if kind == "xlsx" else saved_again(downloaded, tmp_path, "ods", "xlsx")
    sent = saved_again(edit(in_office, change), tmp_path, "xlsx", kind)
    address = reverse("import", args=[draft.slug])
    assert roos.post(address, {"werkmap": SimpleUploadedFile(f"werkmap.{kind}", sent)}).status_code == 302

    compared = reverse("import-preview", args=[draft.slug])
    shown = roos.get(compared)
    preview = shown.context["preview"]
    assert preview.all_problems == []
    (asked,) = preview.asked
    assert [(clash.mine, clash.theirs) for clash in asked.clashes] == [("Van Roos.", "Van Omar.\nTweede regel.")]
    assert "Van Omar, " in shown.content.decode()
    answers = {"vergelijking": preview.fingerprint}
    assert roos.post(compared, answers).status_code == 409
    assert roos.post(compared, answers | {asked.name: asked.answers[Side.THEIRS]}).status_code == 302

    shared.refresh_from_db()
    of_roos.refresh_from_db()
    assert (shared.summary, shared.location) == ("Van Omar.\nTweede regel.", "Bladzijde van Omar")
    assert shared.title_printed == "Titel van Roos"
    assert of_roos.summary == "Alleen van Roos.\n\nMet een lege regel."
    # What Omar downloads now is what there is: nothing is asked again.
    fresh = saved_again(omar.get(f"/beheer/redactie/{draft.slug}/werkmap.{kind}").content, tmp_path, kind, kind)
    omar.post(address, {"werkmap": SimpleUploadedFile(f"werkmap.{kind}", fresh)})
    preview = omar.get(compared).context["preview"]
    assert (preview.to_do, preview.asked, preview.missing, preview.all_problems) == ([], [], [], [])
