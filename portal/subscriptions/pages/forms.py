"""The forms of a reader: what to hear about, how often, and at which address."""

from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.http import QueryDict
from django.utils.encoding import punycode

from measures.filters import RENDERER, with_own_words
from measures.words.signs import visible
from portal.subscriptions.choices import Choosable, Wanted
from portal.subscriptions.models import Frequency, SubjectKind

# The words of the consent (AVG art. 7). What a reader agreed to is kept as it was, so these may change.
CONSENT = (
    "Ja, stuur mij op dit e-mailadres berichten over wat ik hier koos. "
    "De site bewaart daarvoor mijn adres en mijn keuzes. Ik kan op elk moment stoppen, met de link in elk bericht."
)
LONGEST_ADDRESS = 254
NO_ADDRESS = "Schrijf een e-mailadres zoals naam@school.nl."
NOTHING = "Kies waarover u bericht wilt."
NO_CHOICE = "Deze keuze bestaat niet."
TOO_OLD = "Deze pagina stond langer dan een dag open. Uw keuze is er nog: kijk haar na en verstuur haar opnieuw."
# In seconds: how long the form may stay open. Its token shows that the page was really asked for; it is no secret.
OPEN_FOR = 86_400
_signer = signing.TimestampSigner(salt="berichten.formulier")

LISTS = {"maatregel": SubjectKind.MEASURE, "wetsvoorstel": SubjectKind.BILL, "motie": SubjectKind.MOTION}


class MailAddressField(forms.EmailField):
    """An e-mail address that any mail server accepts, in lower case: a name in plain letters and a domain as the DNS has it."""

    default_validators = [EmailValidator(NO_ADDRESS, allowlist=[])]

    def to_python(self, value: Any) -> str:
        name, at, domain = visible(str(super().to_python(value))).strip().rpartition("@")
        if '"' in name or "[" in domain or not name.isascii():
            raise ValidationError(NO_ADDRESS)
        try:
            return f"{name}{at}{punycode(domain)}".lower()
        except UnicodeError:
            raise ValidationError(NO_ADDRESS) from None


class SubjectsForm(forms.Form):
    """What to hear about, and how often. The names of the fields are also those of the query that fills them in."""

    alles = forms.BooleanField(label="Al het nieuws van deze site", required=False)
    rol = forms.ChoiceField(label="Rol", required=False)
    sector = forms.ChoiceField(label="Sector", required=False)
    maatregel = forms.MultipleChoiceField(label="Maatregelen", required=False, widget=forms.CheckboxSelectMultiple)
    wetsvoorstel = forms.MultipleChoiceField(label="Wetsvoorstellen", required=False, widget=forms.CheckboxSelectMultiple)
    motie = forms.MultipleChoiceField(label="Moties", required=False, widget=forms.CheckboxSelectMultiple)
    vaak = forms.ChoiceField(
        label="Hoe vaak", choices=Frequency.choices, initial=Frequency.AT_ONCE, widget=forms.RadioSelect,
        error_messages={"required": "Kies hoe vaak u bericht wilt."},
    )  # fmt: skip

    default_renderer = RENDERER

    def __init__(self, *args: Any, offer: Choosable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer
        options: dict[str, Any] = {name: offer.options(kind) for name, kind in LISTS.items()}
        options["rol"] = [("", "Geen rol"), *offer.options(SubjectKind.ROLE)]
        options["sector"] = [("", "Alle sectoren"), *((sector.slug, str(sector)) for sector in offer.sectors)]
        for name, choices in options.items():
            field: Any = self.fields[name]
            field.choices = choices
        with_own_words(self)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("sector") and not cleaned.get("rol") and "rol" not in self.errors:
            self.add_error("rol", "Kies ook een rol bij de sector.")
        if not self.errors and not self.wanted:
            self.add_error("alles", NOTHING)
        return cleaned

    @property
    def wanted(self) -> list[Wanted]:
        """Return the choices. Needs a form that was checked."""
        cleaned = self.cleaned_data
        found = [Wanted(SubjectKind.ALL)] if cleaned["alles"] else []
        if cleaned["rol"]:
            found.append(Wanted(SubjectKind.ROLE, cleaned["rol"], cleaned["sector"]))
        return found + [Wanted(kind, slug) for name, kind in LISTS.items() for slug in cleaned[name]]

    @property
    def chosen(self) -> list[Any]:
        """Return the ticked boxes of the long lists, which stand above those lists."""
        return [box for name in LISTS for box in self[name].subwidgets if box.data["selected"]]

    @property
    def lists(self) -> list[tuple[Any, list[Any]]]:
        """Return the folded lists, each with its boxes that are not ticked."""
        return [(self[name], [box for box in self[name].subwidgets if not box.data["selected"]]) for name in LISTS]


class SignUpForm(SubjectsForm):
    """The form of a reader who is not known yet. `sleutel` is a signed moment: there is no cookie to keep a token in."""

    adres = MailAddressField(
        label="Uw e-mailadres", max_length=LONGEST_ADDRESS,
        help_text="Wij sturen hier eerst een mail heen met een link om te bevestigen.",
        error_messages={"required": "Vul uw e-mailadres in.", "max_length": NO_ADDRESS},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    akkoord = forms.BooleanField(label=CONSENT, error_messages={"required": "Zet hier een vinkje als u berichten wilt."})
    sleutel = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        try:
            _signer.unsign(cleaned.get("sleutel") or "", max_age=OPEN_FOR)
        except signing.BadSignature:
            raise ValidationError(TOO_OLD) from None
        return cleaned

    def renew(self) -> None:
        """Give the form a new token, so that it can be sent again as it is."""
        data: Any = self.data.copy()
        data["sleutel"] = new_key()
        self.data = data


def new_key() -> str:
    """Return the token of a form that is shown now."""
    return _signer.sign("berichten")


def filled_in(query: QueryDict, offer: Choosable) -> tuple[dict[str, Any], bool]:
    """Return what a query fills in, and whether all of it exists. `vaak` and `alles` as in the form."""
    one = {name: query.get(name, "") for name in ("rol", "sector", "vaak") if query.get(name)}
    more = {name: query.getlist(name) for name in LISTS if name in query}
    known: dict[str, set[str]] = {name: {key for key, _ in offer.options(kind)} for name, kind in LISTS.items()}
    known |= {"rol": {key for key, _ in offer.options(SubjectKind.ROLE)}, "sector": {each.slug for each in offer.sectors}}
    known["vaak"] = set(Frequency.values)
    is_known = all(value in known[name] for name, value in one.items())
    is_known = is_known and all(value in known[name] for name, values in more.items() for value in values)
    return {**one, **more, "alles": "alles" in query, "sleutel": new_key()}, is_known


class OwnForm(SubjectsForm):
    """What a known reader chose, to keep or leave out (`houd`), and what comes with it."""

    houd = forms.MultipleChoiceField(label="Waarover u nu bericht krijgt", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, offer: Choosable, present: list[Wanted], **kwargs: Any) -> None:
        super().__init__(*args, offer=offer, **kwargs)
        self.present = {"|".join(each): each for each in present}
        field: Any = self.fields["houd"]
        field.choices = [(key, offer.described(each)) for key, each in self.present.items()]
        field.initial = list(self.present)

    @property
    def wanted(self) -> list[Wanted]:
        kept = [self.present[key] for key in self.cleaned_data["houd"]]
        return list(dict.fromkeys([*kept, *super().wanted]))
