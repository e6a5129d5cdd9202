"""`read_report BESTAND --into SLUG` fills a draft with what is certain, and says what waits."""

import io

import pytest
from auditlog.models import LogEntry
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from tests.portal.desk.reading_in.documents import document

pytestmark = pytest.mark.once


@pytest.fixture
def read_into(tmp_path):
    def read(slug, html, **options):
        path, out = tmp_path / "rapport.html", io.StringIO()
        path.write_text(html, encoding="utf-8")
        call_command("read_report", str(path), into=slug, stdout=out, **options)
        return out.getvalue()

    return read


def test_it_fills_the_draft_and_prints_what_waits(read_into, draft):
    User.objects.create_user("roos", is_staff=True)
    said = read_into("vgr-6", document(new="Kleine klassen"), door="roos")
    assert said.splitlines() == [
        f"Overgenomen in {draft}:", "  maatregelen en statussen: 1", "  onderdelen: 2", "Nog te beslissen:",
        "  maatregelen en statussen: 1", "  onderdelen: 1",
    ]  # fmt: skip
    assert LogEntry.objects.get_for_object(draft.measuresnapshots.get()).latest("pk").actor.username == "roos"
    assert LogEntry.objects.filter(object_repr="rapport.html is ingelezen in vgr-6 met een opdracht op de server").exists()
    # Again: nothing is new, and nothing is refused.
    assert "  maatregelen en statussen: 1" in read_into("vgr-6", document(new="Kleine klassen"))


@pytest.mark.parametrize(
    ("slug", "options", "said"),
    [
        ("vgr-5", {}, "is geen concept meer"),
        ("vgr-7", {}, "De rapportage „vgr-7” bestaat niet."),
        ("vgr-6", {"door": "niemand"}, "geen actief account van een medewerker met de naam niemand"),
    ],
)
def test_it_refuses_in_a_sentence(read_into, draft, slug, options, said):
    with pytest.raises(CommandError, match=said) as refused:
        read_into(slug, document(), **options)
    assert refused.value.returncode == 2
    assert not draft.measuresnapshots.exists()
    assert not draft.read_rows.exists()
