"""The forms of a notice: the source itself, what it says of each bill, and rows for motions and actions."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField, formset_factory

from laws.enums import Outcome, StationKind
from measures.enums import ReportKind, Status
from measures.models import Action, Report
from measures.models.fields import HOW_TO_WRITE, IN_REACH
from measures.models.report import as_kamerstuk
from motions.models import Motion, MotionPaper
from portal.core.dates import in_dutch
from portal.desk.notices.kinds import ITSELF, NewsKind, report_kind
from portal.desk.pages.forms import LONG, SHORT, free_slug
from portal.desk.parts import BillPart, BillWithParts
from portal.desk.rows.fields import DayField

# What a source can say of a bill. In force follows from the days, merged from the successor of the bill.
OUTCOMES = (Outcome.IN_PREPARATION, Outcome.BEFORE_PARLIAMENT, Outcome.ADOPTED, Outcome.WITHDRAWN)
STATUSES = [status for status in Status if status != Status.UNKNOWN]
# A field of the report -> the field of the form in which an editor mends it.
FIELDS = {
    "kind": "kind", "title": "title", "publication": "day", "kamerstuk": "number", "official_number": "number", "link": "link",
    "summary": "summary", "location": "place",
}  # fmt: skip


def day_field(label: str, help_text: str = "", *, required: bool = False) -> DayField:
    return DayField(
        label=label, required=required, validators=IN_REACH, help_text=help_text or HOW_TO_WRITE,
        widget=forms.DateInput(),
    )  # fmt: skip


def _line(label: str, column: str, model: Any, help_text: str = "") -> forms.CharField:
    """Return a field for an optional line that is as long as the column of the model."""
    longest = model._meta.get_field(column).max_length
    return forms.CharField(label=label, required=False, max_length=longest, help_text=help_text)


@dataclass(frozen=True)
class BillFields:
    """The fields for one bill: bound fields, with those for days each beside the part that they are about."""

    title: str
    happened: tuple[BoundField, ...]
    days: tuple[tuple[BillPart, BoundField], ...]

    @property
    def is_open(self) -> bool:
        """Return whether something is filled in, or wrong."""
        fields = (*self.happened, *(field for _, field in self.days))
        return any(field.value() or field.errors for field in fields)


class NoticeForm(forms.Form):
    """The source, and what it says of bills. `bills` are those of `bills_with_parts`; `report` is new or a draft."""

    kind = forms.ChoiceField(label="Soort", choices=NewsKind.choices)
    title = _line("Titel", "title", Report, "Zoals de bron het noemt.")
    number = forms.CharField(
        label="Nummer", required=False, max_length=60, help_text="Zoals Stb. 2026, 412. Bij een Kamerbrief: 31497-510."
    )
    day = day_field("Datum", f"De dag waarop dit verscheen of gebeurde. {HOW_TO_WRITE}", required=True)
    link = forms.URLField(label="Adres van de bron", required=False, max_length=400, assume_scheme="https")
    place = _line("Waar in de bron staat dit?", "location", Report, "Zoals: artikel 1, of de eerste alinea.")
    is_official = forms.BooleanField(
        label="Van de overheid", required=False, help_text="Bij een nieuwsbericht: of de overheid het zelf schreef."
    )
    summary = forms.CharField(
        label="Uitleg voor lezers", required=False, widget=LONG, help_text="Wat er gebeurde, in een of twee eigen zinnen."
    )

    def __init__(self, report: Report, bills: list[BillWithParts], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.report, self.bills = report, bills
        for name in ("title", "place"):
            self.fields[name].required = True
        for each in bills:
            self.fields.update(self._fields_of(each))

    def _fields_of(self, each: BillWithParts) -> Iterator[tuple[str, forms.Field]]:
        name = name_of(each)
        said = self.initial.get(f"{name}-outcome", "")
        outcomes = [Outcome(value) for value in (*OUTCOMES, said) if value]
        yield f"{name}-station", forms.ChoiceField(
            label="Wat er gebeurde", required=False,
            choices=[("", "Volgt uit de soort bericht"), *StationKind.choices],
            help_text="Bij een Staatsblad of besluit hoeft u niets te kiezen.",
        )  # fmt: skip
        yield (
            f"{name}-result",
            forms.CharField(
                label="In één zin", required=False, max_length=400, widget=SHORT, help_text="Niet meer dan wat de bron zegt."
            ),
        )
        yield f"{name}-outcome", forms.ChoiceField(
            label="Hoe ver het nu is", required=False,
            choices=[("", "Dat zegt de bron niet"), *dict.fromkeys((each.value, each.label) for each in outcomes)],
            help_text="„In werking” kiest u niet: dat volgt uit de dag hieronder.",
        )  # fmt: skip
        for part in each.parts:
            yield f"{name}-{part.key}", day_field(f"{part.words}: in werking op")

    def full_label(self, name: str) -> str:
        """Return the label of a field; that of a field for a bill begins with the title of the bill."""
        title = next((each.bill.title for each in self.bills if name.startswith(f"{name_of(each)}-")), "")
        return f"{title}: {self.fields[name].label}" if title else str(self.fields[name].label)

    @property
    def of_source(self) -> list[BoundField]:
        return [self[name] for name in self.base_fields]

    @property
    def of_bills(self) -> Iterator[BillFields]:
        for each in self.bills:
            name = name_of(each)
            happened = tuple(self[f"{name}-{field}"] for field in ("station", "result", "outcome"))
            days = tuple((part, self[f"{name}-{part.key}"]) for part in each.parts)
            yield BillFields(each.bill.title, happened, days)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not {"kind", "title", "day"} <= cleaned.keys():
            return cleaned
        for each in self.bills:
            self._complete(each)
        self._fill()
        try:
            wrong_already = [column for column, field in FIELDS.items() if field in self.errors]
            self.report.full_clean(exclude=["slug", *wrong_already], validate_constraints=False)
        except ValidationError as error:
            for name, problems in error.message_dict.items():
                self.add_error(FIELDS.get(name), problems)
        self._refuse_twins()
        return cleaned

    def _complete(self, each: BillWithParts) -> None:
        """Add the station that the kind of news implies, and refuse half of a station."""
        name, cleaned = name_of(each), self.cleaned_data
        is_adopted = cleaned.get(f"{name}-outcome") == Outcome.ADOPTED
        says = is_adopted or cleaned.get(f"{name}-result") or any(days_of(cleaned, each).values())
        itself = ITSELF.get(cleaned["kind"])
        if says and itself and not cleaned.get(f"{name}-station"):
            cleaned[f"{name}-station"] = itself.station.value
        station, result = cleaned.get(f"{name}-station"), cleaned.get(f"{name}-result")
        if station and not result:
            if itself and station == itself.station:
                cleaned[f"{name}-result"] = itself.sentence
            else:
                self.add_error(f"{name}-result", "Schrijf in één zin wat er gebeurde.")
        if result and not station:
            self.add_error(f"{name}-station", "Kies ook wat er gebeurde.")

    def _fill(self) -> None:
        """Give the report the values of the form. What the form does not ask stays as it is."""
        cleaned, report = self.cleaned_data, self.report
        number = cleaned.get("number", "")
        report.kind = report_kind(NewsKind(cleaned["kind"]), number)
        is_letter = report.kind == ReportKind.LETTER
        number = as_kamerstuk(number) if is_letter else number
        report.title, report.publication = cleaned["title"], in_dutch(cleaned["day"])
        report.kamerstuk, report.official_number = (number, "") if is_letter else ("", number)
        report.link, report.summary = cleaned.get("link", ""), cleaned.get("summary", "")
        report.is_official = cleaned["kind"] == NewsKind.VOTE or bool(cleaned.get("is_official"))
        report.location = cleaned.get("place", "")
        if is_letter and not (report.kamerstuk or report.link) and "number" not in self.errors:
            self.add_error("number", "Vul het nummer van het Kamerstuk in, of het adres.")
        if report.pk is None:
            report.slug = free_slug(Report, f"kst {number}" if report.kamerstuk else report.official_number or report.title)

    def _refuse_twins(self) -> None:
        """Refuse a source that is there already, such as after the back button."""
        report = self.report
        others = Report.objects.standing().filter(kind=report.kind).exclude(pk=report.pk)
        number = {"kamerstuk": report.kamerstuk} if report.kamerstuk else {"official_number": report.official_number}
        of_day = {"title": report.title, "publication_latest": report.publication_latest}
        for field, same in (("number", number), ("title", of_day)):
            twin = others.filter(**same).first() if all(same.values()) else None
            if twin and field not in self.errors:
                self.add_error(field, f"Deze bron staat er al: {twin.title}.")


def name_of(each: BillWithParts) -> str:
    """Return how the names of the fields of a bill begin."""
    return f"wet-{each.bill.pk}"


def days_of(cleaned: dict[str, Any], each: BillWithParts) -> dict[str, dt.date | None]:
    """Return the day of entry into force of each part of a bill, by the name of the part."""
    return {part.name: cleaned.get(f"{name_of(each)}-{part.key}") for part in each.parts}


class RowOfNotice(forms.Form):
    """One row about a record. Without the record it is empty; `subject` names the field of the record."""

    subject = ""

    @property
    def has_subject(self) -> bool:
        return bool(self[self.subject].value())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        others = [name for name in self.fields if name != self.subject]
        says = any(cleaned.get(name) or name in self.errors for name in others)
        if says and not cleaned.get(self.subject):
            self.add_error(self.subject, f"Kies de {self.fields[self.subject].label.lower()}.")
        if cleaned.get(self.subject) and not says:
            self.add_error(None, f"Vul in wat er bij deze {self.fields[self.subject].label.lower()} verandert.")
        return cleaned


class MotionOfNotice(RowOfNotice):
    subject = "motion"

    motion = forms.ModelChoiceField(Motion.objects.in_order(), label="Motie", required=False, empty_label="Kies een motie")
    voted_on = day_field("Gestemd op")
    vote_result = _line("Uitslag", "vote_result", MotionPaper, "Zoals: aangenomen.")
    vote_against = _line("Tegen", "vote_against", MotionPaper, "Wie tegen stemden. Schrijf „geen” als niemand tegen was.")
    status = forms.ChoiceField(
        label="Status", required=False, choices=[("", "Dat zegt de bron niet"), *((s.value, s.label) for s in STATUSES)]
    )
    status_printed = forms.CharField(label="Woorden van de bron voor die status", required=False, max_length=60)
    follow_up = forms.CharField(label="Wat ermee gebeurde", required=False, max_length=600, widget=SHORT)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("status") and not cleaned.get("status_printed"):
            self.add_error("status_printed", "Schrijf met welke woorden de bron dit zegt.")
        return cleaned


class ActionOfNotice(RowOfNotice):
    subject = "action"

    action = forms.ModelChoiceField(Action.objects.order_by("text"), label="Actie", required=False, empty_label="Kies een actie")
    first = day_field("Eerste dag")
    last = day_field("Laatste dag")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and first > last:
            self.add_error("last", "De actie eindigt voordat zij begint.")
        return cleaned


class RowsOfNotice(forms.BaseFormSet):
    """Rows about motions or actions. A record can stand in one row only."""

    def clean(self) -> None:
        subjects = [form.cleaned_data.get(form.subject) for form in self.forms if form.is_valid()]
        chosen = [subject for subject in subjects if subject]
        if len(chosen) > len(set(chosen)):
            raise ValidationError("U kiest hetzelfde twee keer. Gebruik één rij.")


# Two empty rows; after saving there are two more.
MotionRows = formset_factory(MotionOfNotice, formset=RowsOfNotice, extra=2, max_num=50, absolute_max=100)
ActionRows = formset_factory(ActionOfNotice, formset=RowsOfNotice, extra=2, max_num=50, absolute_max=100)
