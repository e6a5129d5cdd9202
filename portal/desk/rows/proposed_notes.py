"""Source notes from the contradictions that a document has with itself: proposed by the reader, made when an editor agrees."""

from itertools import chain, count

from django.db import transaction
from django.utils.text import slugify

from laws.models import Bill
from measures.models import Measure, Report, SourceNote
from motions.models import Motion
from portal.desk.editing.worklist import lock_draft
from portal.reading.result import NoteRead

LONGEST_SLUG = (SourceNote._meta.get_field("slug").max_length or 0) - len("-99")


@transaction.atomic
def make_note(report: Report, proposal: NoteRead) -> SourceNote:
    """Return the note of a draft that a proposal asks for, and make it when the draft has none with its title.

    Raises `NotADraftError`.
    """
    lock_draft(report)
    title = proposal.titel[: SourceNote._meta.get_field("title").max_length]
    if made := report.source_notes.filter(title=title).first():
        return made
    name = f"{report.slug}-{slugify(title)}"[:LONGEST_SLUG].strip("-")
    taken = set(SourceNote.objects.filter(slug__startswith=name).values_list("slug", flat=True))
    note = SourceNote.objects.create(
        report=report, slug=next(slug for slug in chain([name], (f"{name}-{n}" for n in count(2))) if slug not in taken),
        title=title, text=proposal.tekst, weight=proposal.gewicht,
        location=proposal.vindplaats[: SourceNote._meta.get_field("location").max_length],
    )  # fmt: skip
    note.measures.set(Measure.objects.filter(slug__in=proposal.maatregelen))
    note.bills.set(Bill.objects.filter(slug__in=proposal.wetsvoorstellen))
    note.motions.set(Motion.objects.filter(number__in=proposal.moties))
    return note
