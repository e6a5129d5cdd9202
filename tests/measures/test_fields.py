"""The fields of the models: no text that an output cannot hold is stored, on no way in, and no text is endless."""

import re

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from measures.enums import ReportState
from measures.models import Goal, Measure, MeasureItem, MeasureSnapshot, Report, Role, SourceNote
from measures.models.fields import LONGEST, Key, Line, LongText, Number, WebLink, printable
from measures.models.report import KAMERSTUK_NUMBER, as_kamerstuk
from measures.words.signs import visible
from motions.models import Motion
from tests.factories import make_report, make_stand

OURS = ("measures", "laws", "motions", "portal")
# Made by the portal itself from other texts, and never entered.
DERIVED = {"SearchDocument", "SearchIndex"}
MADE_HERE = {
    "Invitation.digest", "PreviewLink.digest", "CarriedRow.kind", "SavedForm.form", "SavedForm.kind", "SourceText.kind",
    "ReadRow.key", "ReadRow.owner", "ReadRow.printed", "Subscriber.nonce", "Subscriber.asked_nonce",
}  # fmt: skip
NASTY = "samen\x02wer\N{SOFT HYPHEN}king\ufffe van\x0b\N{ZERO WIDTH SPACE}scholen\x00\ud800\U0001ffff"
CLEAN = "samenwerking van scholen"
# XML 1.0 (fifth edition), production 2: Char.
XML_CHAR = re.compile("[\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*")

any_text = st.text(
    st.characters(codec=None)
    | st.sampled_from("\x00\x02\x0b\x0c\x1f\x7f\x85\xad\u200b\ufeff\ud800\udfff\ufdd0\ufffe\uffff\U0010ffff\r\n\t")
)


def columns():
    """Return every column of the portal's own models whose value a person can choose freely."""
    found = [model for app in OURS for model in apps.get_app_config(app).get_models() if model.__name__ not in DERIVED]
    return [column for model in found for column in model._meta.concrete_fields if not column.choices]


@pytest.mark.once
def test_every_text_of_every_model_has_a_field_that_checks_it():
    texts = [column for column in columns() if isinstance(column, models.CharField | models.TextField)]
    texts = [column for column in texts if f"{column.model.__name__}.{column.name}" not in MADE_HERE]
    assert len(texts) > 60
    checked = Line | LongText | WebLink | models.SlugField | models.EmailField
    unchecked = [str(column) for column in texts if not isinstance(column, checked)]
    assert unchecked == []


@pytest.mark.once
def test_every_key_of_a_page_is_checked():
    """A model whose records have a page, with a slug in the address of that page, names the page."""
    of_pages = [column for column in columns() if isinstance(column, models.SlugField) and column.unique]
    pages = {column.model.__name__: column.pages for column in of_pages if isinstance(column, Key)}
    assert pages == {
        "Role": ("role", "workplan"), "Measure": ("measure",), "Bill": ("bill",), "Action": ("action",),
        "Report": ("report", "worklist"),
    }  # fmt: skip


@pytest.mark.once
@given(any_text)
def test_what_is_left_can_be_written_anywhere(text):
    left = printable(text)
    assert XML_CHAR.fullmatch(left)
    assert printable(left) == left
    left.encode()


@pytest.mark.once
@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]) | st.sampled_from("\r\n\t")))
def test_what_can_be_written_and_seen_stays(text):
    assert printable(text) == visible(text)


def test_on_every_way_in():
    measure, report = Measure.objects.first(), make_report(state=ReportState.DRAFT)
    stand = make_stand(measure, report, summary=NASTY)
    # The object says what the database says.
    assert stand.summary == CLEAN
    stand.refresh_from_db()
    assert stand.summary == CLEAN
    MeasureSnapshot.objects.filter(pk=stand.pk).update(title_printed=NASTY)
    stand.refresh_from_db()
    assert stand.title_printed == CLEAN
    item = MeasureItem(snapshot=stand, position=1, kind="step", text=NASTY, location=NASTY, url=f"https://example.nl/{NASTY}")
    item.clean_fields(exclude={"kind", "url"})
    assert (item.text, item.location) == (CLEAN, CLEAN)
    SourceNote.objects.bulk_create([SourceNote(slug="notitie-van-nu", report=report, title=NASTY, text=NASTY, location="x")])
    assert SourceNote.objects.get(slug="notitie-van-nu").title == CLEAN


@pytest.mark.once
def test_a_text_is_not_endless():
    column = MeasureSnapshot._meta.get_field("summary")
    assert column.clean("a" * LONGEST, None)
    with pytest.raises(ValidationError, match="te lang: 20001 tekens"):
        column.clean("a" * (LONGEST + 1), None)


@pytest.mark.once
@pytest.mark.parametrize("model", [Report, Goal, Measure])
@pytest.mark.parametrize("number", ["0", 0, -1, "٦", "²", "zes", 40_000])
def test_a_number_is_written_in_our_digits_and_begins_at_one(model, number):
    column = model._meta.get_field("number")
    assert isinstance(column, Number)
    with pytest.raises(ValidationError):
        column.clean(number, None)
    with pytest.raises(ValidationError):
        # A form gives the field of the form a text, and the model a number.
        column.clean(column.formfield().clean(str(number)), None)


@pytest.mark.once
@pytest.mark.parametrize("number", ["٣١٤٩٧-305", "31497-٣", "31497-305\n", "31497-1234567", "3149-1"])
def test_the_number_of_a_parliamentary_paper_too(number):
    for column in (Report._meta.get_field("kamerstuk"), Motion._meta.get_field("number")):
        with pytest.raises(ValidationError, match="dossier, streepje, stuk"):
            column.clean(number, None)


@pytest.mark.once
@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("31 497, nr. 305", "31497-305"), ("31497-305", "31497-305"), ("kst-31497-305", "31497-305"),
        ("Kamerstukken 36740-VIII, nr. 12", "36740-VIII-12"), ("36 740 VIII, nr. 12", "36740-VIII-12"),
        ("36443-009", "36443-009"), ("Stb. 2026, 412", "Stb. 2026, 412"), ("31 497", "31 497"), ("", ""),
    ],
)  # fmt: skip
def test_the_number_of_a_parliamentary_paper_as_officials_write_it(written, number):
    assert as_kamerstuk(written) == number
    if KAMERSTUK_NUMBER.regex.search(number):
        motion = Motion(number=written, title="Een motie")
        motion.clean_fields()
        assert motion.number == number


@pytest.mark.once
@pytest.mark.parametrize(
    ("model", "key"), [(Report, "nieuw"), (Report, "periode"), (Measure, "7"), (Measure, "0012")], ids=lambda each: str(each)
)
def test_a_key_of_another_page_is_refused(model, key):
    with pytest.raises(ValidationError, match=f"„{key}” is van een andere pagina"):
        model._meta.get_field("slug").clean(key, None)


@pytest.mark.once
@pytest.mark.parametrize(("model", "key"), [(Report, "nieuws"), (Report, "vgr-6"), (Measure, "7a"), (Role, "leraar")])
def test_any_other_key_is_not(model, key):
    assert model._meta.get_field("slug").clean(key, None) == key
