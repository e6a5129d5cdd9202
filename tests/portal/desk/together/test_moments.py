"""The moments of a draft: what differs between two, and the way back to an earlier one. The audit trail tells both."""

import random

import pytest
from auditlog.context import set_actor
from django.apps import apps
from django.urls import reverse

from laws.models import Bill
from measures.enums import ItemKind, ReportState
from measures.models import MeasureItem, MeasureSnapshot, Report, SourceNote
from motions.models import Motion, MotionSnapshot
from portal.desk.editing.four_eyes import last_line
from portal.desk.merging.places import make_way
from portal.desk.merging.told import Trail
from portal.desk.merging.values import links_to
from portal.desk.source_models import SourceText
from portal.desk.sources.stored import follow
from portal.desk.together.moments import BackError, described, difference, go_back, moments_of
from tests import factories
from tests.portal.desk.sources.conftest import with_source

pytestmark = pytest.mark.ignore_template_errors

# Fields that the portal sets itself.
OWN = {"created_at", "updated_at"}


@pytest.fixture
def small(empty, editor):
    """Return a draft with one row of every kind."""
    with set_actor(editor):
        report = factories.make_report("concept", state=ReportState.DRAFT, number=8)
        factories.make_everything_in_the_trail(report, "Iets", main_number=3)
    return report


def dump(report):
    """Return everything that a draft says, with its links."""
    found = []
    for app in ("measures", "laws", "motions"):
        for model in apps.get_app_config(app).get_models():
            if not hasattr(model._default_manager.all(), "report_path"):
                continue
            path = model._default_manager.all().report_path or "pk"
            for row in model._base_manager.filter(**{path: report.pk}).order_by("pk"):
                values = {each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields if each.name not in OWN}
                names = [*(many.name for many in row._meta.many_to_many), *links_to(model)]
                links = {name: sorted(str(each) for each in getattr(row, name).all()) for name in names}
                found.append((model.__name__, values, links))
    return found


def test_the_difference_names_each_row_and_field(small, editor):
    before = last_line(small)
    stand = MeasureSnapshot.objects.get(report=small)
    with set_actor(editor):
        stand.summary = "Een."
        stand.save()
        stand.summary = "Twee."
        stand.save()
        item = MeasureItem.objects.create(snapshot=stand, kind=ItemKind.NEXT_STEP, position=7, text="Nieuw.", location="p. 1")
        kept = item.pk
        item.delete()
    [(happened, name, fields)] = described(difference(small, before, last_line(small)).values())
    assert happened == "Gewijzigd"
    assert str(stand) in name
    assert fields == [("samenvatting", "", "Twee.")] or fields[0][2] == "Twee."
    assert not MeasureItem.objects.filter(pk=kept).exists()
    assert difference(small, last_line(small), last_line(small)) == {}


def test_the_way_back_brings_back_what_was_deleted_with_its_parts_and_links(small, editor):
    before, line = dump(small), last_line(small)
    with set_actor(editor):
        MeasureSnapshot.objects.get(report=small).delete()
        MotionSnapshot.objects.get(report=small).delete()
        small.sections.first().delete()
        small.title = "Een andere titel"
        small.save()
    assert dump(small) != before
    with set_actor(editor):
        assert go_back(small, line, last_line(small)) > 3
    assert dump(small) == before
    assert difference(small, line, last_line(small)) == {}


def test_the_way_back_brings_back_the_sentences_of_the_source(small, editor):
    """Of a row that was removed, of one that got other words, and not of a row that came later."""
    gone, changed = MotionSnapshot.objects.get(report=small), MeasureSnapshot.objects.get(report=small)

    def sources():
        return list(SourceText.objects.order_by("kind").values_list("kind", "row", "text", "to_write"))

    with set_actor(editor):
        for row in (changed, gone):
            row.summary = row.explanation = "Zo stond het."
            row.save()
        for row in (changed, gone):
            with_source(row, "Zo stond het.", to_write=True)
        line, before = last_line(small), sources()
        changed.summary = "Een eigen zin."
        changed.save()
        gone.delete()
        later = small.sections.first()
        later.summary = "Later."
        later.save()
        with_source(later, "Later.", to_write=True)
        follow(small)
    assert len(sources()) == 2
    with set_actor(editor):
        go_back(small, line, last_line(small))
    assert sources() == before


@pytest.mark.once
@pytest.mark.parametrize("seed", range(6))
def test_back_to_any_moment_after_any_changes(small, editor, seed):
    chance = random.Random(seed)
    seen = [(last_line(small), dump(small))]
    for number in range(8):
        with set_actor(editor):
            _something(small, chance, number)
        seen.append((last_line(small), dump(small)))
    for _ in range(4):
        line, before = chance.choice(seen)
        with set_actor(editor):
            go_back(small, line, last_line(small))
        assert dump(small) == before


def _something(report, chance, number):
    stands = list(MeasureSnapshot.objects.filter(report=report))
    act = chance.choice(["write", "add", "delete", "unlink", "title", "note", "move"])
    if act == "note":
        _something_about_a_note(report, chance)
    elif act == "title" or not stands:
        report.refresh_from_db()
        report.title = f"Titel {number}"
        report.save()
    elif act == "move":
        items = list(MeasureItem.objects.filter(snapshot=stands[0]))
        for item, place in zip(items, [item.position for item in reversed(items)], strict=True):
            item.position = place
        make_way(items)
        for item in items:
            item.save()
    elif act == "write":
        stands[0].summary = f"Tekst {number}"
        stands[0].save()
    elif act == "add":
        new = {"kind": ItemKind.NEXT_STEP, "position": 50 + number, "text": f"{number}", "location": "p. 1"}
        MeasureItem.objects.create(snapshot=stands[0], **new)
    elif act == "delete":
        motions = MotionSnapshot.objects.filter(report=report)
        chance.choice([*stands, *MeasureItem.objects.filter(snapshot__in=stands), *motions]).delete()
    else:
        for motion in MotionSnapshot.objects.filter(report=report):
            motion.measures.clear() if motion.measures.exists() else motion.measures.add(stands[0].measure)


def _something_about_a_note(report, chance):
    note = SourceNote.objects.filter(slug="eigen").first()
    if note is None:
        note = SourceNote.objects.create(report=report, slug="eigen", title="Eigen", text="x", location="p. 1")
    elif chance.random() < 0.3:
        note.delete()
        return
    for links, linked in ((note.bills, Bill.objects.first()), (note.motions, Motion.objects.first())):
        links.remove(linked) if links.exists() else links.add(linked)


@pytest.fixture
def note(small, editor):
    with set_actor(editor):
        return SourceNote.objects.create(report=small, slug="tabel", title="Tabel", text="Anders.", location="p. 1")


def test_the_bills_and_motions_of_a_note_are_told_apart_and_come_back(client, small, editor, note):
    """Though a line of the trail calls both by the name of the field at the other end."""
    bill, motion, line = Bill.objects.get(), Motion.objects.get(), last_line(small)
    with set_actor(editor):
        note.bills.add(bill)
        note.motions.add(motion)
    linked, both = dump(small), last_line(small)
    told = described(difference(small, line, both).values())
    assert [fields for _happened, _name, fields in told] == [[("wetsvoorstellen", "", str(bill)), ("moties", "", str(motion))]]
    client.force_login(editor)
    assert str(bill) in client.get(reverse("history", args=["concept"]), {"van": line, "tot": both}).content.decode()
    with set_actor(editor):
        go_back(small, line, both)
        assert (note.bills.count(), note.motions.count()) == (0, 0)
        go_back(small, both, last_line(small))
        assert dump(small) == linked
        note.delete()
        go_back(small, both, last_line(small))
    assert dump(small) == linked


def test_links_that_cannot_be_told_apart_are_shown_and_refuse_the_way_back_in_words(small, editor, note):
    bill, line = Bill.objects.get(), last_line(small)
    with set_actor(editor):
        note.bills.add(bill)
        before = str(bill)
        Bill.objects.update(title="Een andere naam")
    [(_happened, _name, fields)] = described(difference(small, line, last_line(small)).values())
    assert fields == [("wetsvoorstellen of moties", "", before)]
    with set_actor(editor), pytest.raises(BackError, match="niet meer te vinden"):
        go_back(small, line, last_line(small))


def test_who_last_linked_a_note_to_bills_is_known(small, editor, publisher, note):
    with set_actor(publisher):
        note.bills.add(Bill.objects.get())
    with set_actor(editor):
        note.motions.add(Motion.objects.get())
    trail = Trail.of({SourceNote: [note.pk]}, editor)
    assert [trail.last(SourceNote, note.pk, name).who for name in ("bills", "motions")] == ["piet", "uzelf"]


@pytest.mark.once
def test_what_changed_meanwhile_is_not_undone_unseen(small, editor):
    line = last_line(small)
    with set_actor(editor):
        small.title = "Anders"
        small.save()
    with pytest.raises(BackError, match="Intussen"):
        go_back(small, line, line)


@pytest.mark.once
def test_the_page_shows_moments_and_goes_back(client, small, editor, publisher):
    line = last_line(small)
    client.force_login(publisher)
    with set_actor(publisher):
        small.title = "Een andere titel"
        small.save()
    address = reverse("history", args=["concept"])
    assert [moment.name for moment in moments_of(small)] == ["piet", "roos"]
    page = client.get(address, {"van": line, "tot": last_line(small)}).content.decode()
    assert "<ins>Een andere titel</ins>" in page
    client.post(address, {"naar": line, "regel": last_line(small)})
    assert Report.objects.get(pk=small.pk).title != "Een andere titel"
    assert moments_of(small)[0].name == "piet"
    assert "Kies eerst een moment." in client.post(address, follow=True).content.decode()
