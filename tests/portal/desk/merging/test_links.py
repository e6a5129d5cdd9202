"""Every link of a draft stands in the trail of the row that the desk shows, whoever writes it and from which side."""

import pytest
from auditlog.context import set_actor
from django.contrib import admin
from django.test import RequestFactory

from measures.enums import ReportState
from measures.models import Measure, SourceNote
from measures.publication.freezing import correcting
from measures.publication.links import is_written_elsewhere
from portal.desk.editing.four_eyes import last_line
from portal.desk.merging.values import links_to
from portal.desk.proposals.forms import form_for
from portal.desk.proposals.merging import merge
from portal.desk.proposals.subjects import SUBJECTS
from portal.desk.records.forms import NEW_KINDS
from portal.desk.records.removing import Removal
from portal.desk.together.moments import described, difference
from tests import factories
from tests.conftest import all_content_models
from tests.portal.desk.editing.conftest import person

pytestmark = [pytest.mark.once, pytest.mark.ignore_template_errors]


def test_no_form_of_a_record_writes_links_of_a_report(db):
    """In the admin, in a proposal or for a new record: such links are chosen at the row of the report."""
    request = RequestFactory().get("/")
    request.user = person("root")
    request.user.is_superuser = True
    forms = {model: [each.get_form(request, change=True)] for model, each in admin.site._registry.items()}
    for subject in SUBJECTS.values():
        forms[subject.model].append(form_for(subject.model))
    for kind in NEW_KINDS.values():
        forms[kind.form._meta.model].append(kind.form)
    elsewhere = set()
    for model in all_content_models():
        names = {many.name for many in model._meta.many_to_many if is_written_elsewhere(many)}
        assert not [form for form in forms.get(model, ()) if names & form.base_fields.keys()]
        elsewhere |= names
    assert elsewhere == {"source_notes"}
    assert links_to(SourceNote).keys() == {"bills", "motions"}


@pytest.fixture
def small(empty, editor):
    """A draft with one row of every kind, and a published report that says the same of other records."""
    report = factories.make_report("concept", state=ReportState.DRAFT, number=8)
    with set_actor(editor):
        factories.make_everything_in_the_trail(report, "Iets", main_number=3)
    return report


def test_a_record_that_goes_ends_its_links_in_the_trail_of_the_draft(small, editor):
    line = last_line(small)
    note, stand = SourceNote.objects.get(), small.motionsnapshots.get()
    with set_actor(editor):
        Removal(stand, small).carry_out(with_record=True)
    assert not note.motions.exists()
    told = {name: fields for _happened, name, fields in described(difference(small, line, last_line(small)).values())}
    # What the motion was called is known no more, so the line names all that it can have been.
    assert told[f"bronnotitie {note}"][0][1:] == (f"{stand.motion}", "")


def test_records_that_become_one_keep_the_links_of_a_draft_in_its_trail(small, editor):
    note, line = SourceNote.objects.get(), last_line(small)
    old, new = note.bills.get(), factories.make_bill("nieuw")
    small.billsnapshots.all().delete()
    with set_actor(editor), correcting("Het is één wet."):
        merge(old, new)
    assert [bill.slug for bill in note.bills.all()] == ["nieuw"]
    told = {name: fields for _happened, name, fields in described(difference(small, line, last_line(small)).values())}
    # What the old one was called is known no more, so a line of its own tells of it.
    assert {fields[1:] for fields in told[f"bronnotitie {note}"]} == {("", str(new)), (str(old), "")}


def test_a_deletion_in_the_admin_too(small, editor):
    measure = Measure.objects.create(slug="los", title="Los", parent=Measure.objects.get(number=3))
    note = SourceNote.objects.get()
    with set_actor(editor):
        note.measures.add(measure)
        line = last_line(small)
        measure.delete()
    [(_happened, _name, fields)] = described(difference(small, line, last_line(small)).values())
    assert fields == [("maatregelen", "Los", "")]
