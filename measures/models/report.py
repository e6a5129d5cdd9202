"""Reports (the source documents) and their general chapters, which are not about a single record."""

import datetime as dt
import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Q

from measures.addresses import address_of
from measures.enums import BETWEEN_REPORTS, NEVER_PUBLIC, OTHER_SOURCES, WITHOUT_NUMBER, ReportKind, ReportState
from measures.models.base import Item, Located, period_in_order
from measures.models.fields import LONGEST_REASON, Key, Line, LongText, Number, WebLink
from measures.periods import PeriodError, read_period
from measures.publication.counting import count_change
from measures.publication.links import Links
from measures.publication.order import REPORT_ORDER, place_reports
from measures.querysets import OfReportQuerySet, ReportQuerySet

# The site with the texts of laws: https://wetten.overheid.nl/BWBR0003420/2026-08-01 is a text as it holds on that day.
LAW_TEXTS = "https://wetten.overheid.nl/"
KAMERSTUK_URL = "https://zoek.officielebekendmakingen.nl/kst-{}"
KAMERSTUK_NUMBER = RegexValidator(
    r"\A[0-9]{5}(-[IVXL]+)?-[0-9]{1,6}\Z", "Schrijf het nummer als dossier, streepje, stuk: 31497-305 of 36740-VIII-12."
)

# How officials write it: "31 497, nr. 305", "Kamerstukken 36740-VIII, nr. 12", "kst-31497-305".
WRITTEN_KAMERSTUK = re.compile(
    r"(?:kst[- ]|kamerstuk(?:ken)? )?([0-9]{2})[ .]?([0-9]{3})(?:[ -]([IVXL]+))?"
    r"(?:,? ?nrs?\.? ?| ?[-–,] ?| )([0-9]{1,6})",
    re.IGNORECASE,
)


def as_kamerstuk(written: str) -> str:
    """Return the number of a kamerstuk as `KAMERSTUK_NUMBER` wants it, from how officials write it. Other text stays as it is."""
    found = WRITTEN_KAMERSTUK.fullmatch(" ".join(written.split()))
    if found is None:
        return written
    thousands, rest, chapter, piece = found.groups()
    return "-".join(filter(None, (thousands + rest, (chapter or "").upper(), piece)))


def kamerstuk_url(number: str) -> str:
    """Return the URL of a kamerstuk (parliamentary paper) on officielebekendmakingen.nl. Needs a valid `KAMERSTUK_NUMBER`.

    That site omits leading zeros: 36443-009 becomes 36443-9.
    """
    dossier, _, piece = number.rpartition("-")
    return KAMERSTUK_URL.format(f"{dossier}-{int(piece)}")


class Report(Located):
    """One source: a report, or an official publication or news (`is_report` tells). It is public in the state `PUBLISHED`."""

    slug = Key("adres", unique=True, pages=("report", "worklist"), help_text="Zoals vgr-5. Blijft altijd hetzelfde.")
    kind = models.CharField("soort", max_length=25, choices=ReportKind)
    number = Number("nummer", null=True, blank=True, help_text="Alleen bij een voortgangsrapportage.")
    title = Line("titel", max_length=250)
    publication = Line("publicatie", max_length=60, help_text="Zoals de bron het schrijft: april 2026.")
    publication_earliest = models.DateField("vroegste publicatiedag", editable=False)
    publication_latest = models.DateField("laatste publicatiedag", editable=False)
    # The place in the order of reports, see `measures.publication.order`. The default serves a release from before this column.
    place = models.BigIntegerField("plaats in de volgorde", default=0, db_default=0, editable=False)
    reference = Line("peildatum in de bron", max_length=60, blank=True, help_text="Zoals de bron het schrijft: 1 februari 2026.")
    reference_date = models.DateField("peildatum", null=True, blank=True, editable=False)
    kamerstuk = Line("kamerstuk", max_length=20, blank=True, validators=[KAMERSTUK_NUMBER])
    official_number = Line(
        "nummer van de bekendmaking",
        max_length=60,
        blank=True,
        help_text="Alleen bij een officiële bekendmaking: Stb. 2024, 165.",
    )
    link = WebLink("adres van de bron", max_length=400, blank=True, help_text="Alleen bij een bekendmaking of een nieuwsbericht.")
    is_official = models.BooleanField(
        "van de overheid", default=False, help_text="Bij een nieuwsbericht: of de overheid het zelf schreef."
    )
    is_undated = models.BooleanField(
        "de bron noemt geen dag",
        default=False,
        db_default=False,
        help_text="Alleen bij een bekendmaking of een nieuwsbericht: vul bij publicatie de dag in waarop u de bron las.",
    )
    summary = LongText("samenvatting", blank=True)
    state = models.CharField("toestand", max_length=15, choices=ReportState, default=ReportState.DRAFT, editable=False)
    published_at = models.DateTimeField("gepubliceerd op", null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True, blank=True, editable=False)
    withdrawal_reason = LongText("reden van intrekken", longest=LONGEST_REASON, blank=True, editable=False)
    discarded_at = models.DateTimeField("weggegooid op", null=True, blank=True, editable=False)
    # With a default in the database as well: an older release that runs beside this one does not fill the column.
    discard_reason = LongText(
        "reden van weggooien", longest=LONGEST_REASON, blank=True, default="", db_default="", editable=False
    )

    objects = ReportQuerySet.as_manager()

    natural_key_field = "slug"

    class Meta:
        verbose_name = "rapportage"
        verbose_name_plural = "rapportages"
        ordering = list(REPORT_ORDER)
        constraints = [
            period_in_order("report_publication_in_order", "publication_earliest", "publication_latest"),
            models.CheckConstraint(
                name="report_number_for_progress_only",
                condition=Q(kind=ReportKind.PROGRESS, number__isnull=False)
                | (~Q(kind=ReportKind.PROGRESS) & Q(number__isnull=True)),
                violation_error_message="Een voortgangsrapportage heeft een nummer; een ander document niet.",
            ),
            models.UniqueConstraint(
                fields=["number"],
                name="report_number_unique",
                condition=~Q(state__in=WITHOUT_NUMBER),
                violation_error_message="Deze voortgangsrapportage bestaat al.",
            ),
            models.CheckConstraint(
                name="report_published_at_iff_not_draft",
                condition=Q(state__in=NEVER_PUBLIC, published_at__isnull=True)
                | (~Q(state__in=NEVER_PUBLIC) & Q(published_at__isnull=False)),
                violation_error_message="Een concept heeft geen publicatiemoment; een gepubliceerde rapportage wel.",
            ),
            models.CheckConstraint(
                name="report_withdrawn_with_reason",
                condition=(Q(state=ReportState.WITHDRAWN, withdrawn_at__isnull=False) & ~Q(withdrawal_reason=""))
                | (~Q(state=ReportState.WITHDRAWN) & Q(withdrawn_at__isnull=True, withdrawal_reason="")),
                violation_error_message="Een ingetrokken rapportage heeft een moment en een reden; een andere niet.",
            ),
            models.CheckConstraint(
                name="report_discarded_with_reason",
                condition=(Q(state=ReportState.DISCARDED, discarded_at__isnull=False) & ~Q(discard_reason=""))
                | (~Q(state=ReportState.DISCARDED) & Q(discarded_at__isnull=True, discard_reason="")),
                violation_error_message="Een weggegooid concept heeft een moment en een reden; een andere rapportage niet.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def order(self) -> tuple[int, int]:
        """Return a sort key for reports in memory. It gives the same order as `REPORT_ORDER` in a query."""
        return self.place, self.pk

    def _read_dates(self) -> None:
        self._read_publication()
        self._read_reference()

    def _read_publication(self) -> None:
        published = read_period(self.publication)
        if published.earliest is None or published.latest is None:
            raise PeriodError("Deze publicatiedatum noemt geen begin en einde.")
        self.publication_earliest, self.publication_latest = published.earliest, published.latest

    def _read_reference(self) -> None:
        self.reference_date = read_period(self.reference).latest if self.reference else None

    def clean_fields(self, exclude: set[str] | None = None) -> None:
        self.kamerstuk = as_kamerstuk(self.kamerstuk)
        errors = {}
        for name, read in (("publication", self._read_publication), ("reference", self._read_reference)):
            try:
                read()
            except PeriodError as error:
                errors[name] = str(error)
        if errors:
            raise ValidationError(errors)
        super().clean_fields(exclude=exclude)

    def save(self, **kwargs) -> None:
        self._read_dates()
        self.is_official = self.is_official or self.kind == ReportKind.OFFICIAL
        with transaction.atomic():
            super().save(**kwargs)
            self.place = place_reports(self.pk, of_others=self.state not in NEVER_PUBLIC)
            # `guard` looks at the stored state, so it does not count a draft that is published here.
            if self.state not in NEVER_PUBLIC:
                count_change()

    def get_absolute_url(self) -> str:
        return address_of("report", self.slug)

    def clean(self) -> None:
        if self.kind in OTHER_SOURCES and self.kind != ReportKind.NOTICE and not self.link:
            raise ValidationError({"link": "Vul het adres in waar dit staat."})
        if self.kind == ReportKind.OFFICIAL and not self.official_number:
            raise ValidationError({"official_number": "Vul het nummer in, zoals Stb. 2024, 165."})
        if self.kind == ReportKind.NOTICE and not self.summary:
            raise ValidationError({"summary": "Schrijf wat er gebeurde, en hoe de redactie dat weet."})
        if self.is_undated and self.kind not in (ReportKind.OFFICIAL, ReportKind.NEWS):
            raise ValidationError({"is_undated": "Alleen een bekendmaking of een nieuwsbericht kan zonder dag zijn."})
        if self.kind in OTHER_SOURCES and self.publication_earliest != self.publication_latest:
            raise ValidationError({"publication": "Vul de dag in waarop dit verscheen, of waarop u het las."})

    @property
    def is_report(self) -> bool:
        return self.kind not in OTHER_SOURCES

    @property
    def is_progress(self) -> bool:
        return self.kind == ReportKind.PROGRESS

    @property
    def is_public(self) -> bool:
        return self.state == ReportState.PUBLISHED

    @property
    def tells_news(self) -> bool:
        """Return whether this tells one thing between two reports, so that the desk has one page for it."""
        return self.kind in BETWEEN_REPORTS

    @property
    def is_law_text(self) -> bool:
        """Return whether this is the text of a law as it holds on the day of its publication."""
        return self.link.startswith(LAW_TEXTS)

    @property
    def kind_of_day(self) -> str:
        """Return in Dutch what the day in `publication` is of this source."""
        if self.is_undated:
            return "Gelezen op"
        return "Tekst die geldt op" if self.is_law_text else "Publicatie"

    @property
    def day(self) -> dt.date:
        """Return the day up to which the report speaks: its reference date, or else the last possible day of its publication."""
        return self.reference_date or self.publication_latest

    @property
    def kamerstuk_url(self) -> str:
        return kamerstuk_url(self.kamerstuk) if self.kamerstuk else ""

    @property
    def article(self) -> str:
        """Return the Dutch article before the title in a sentence: "het Overzicht van …", "de Tweede voortgangsrapportage"."""
        return "het" if self.kind in (ReportKind.OVERVIEW, ReportKind.PLAN, ReportKind.NEWS, ReportKind.NOTICE) else "de"

    @property
    def short_name(self) -> str:
        """Return the short name that pages show beside a fact, instead of the long title."""
        if self.is_law_text or self.is_undated:
            return self.title
        # The label comes from the enum, because `get_kind_display` makes a table of all labels for each call.
        return self.official_number or f"{ReportKind(self.kind).label} {self.number or self.publication}"


class ReportSection(Located):
    """A general chapter of a report: a heading with items that are not about a single measure, bill or motion."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="sections", verbose_name="rapportage")
    position = models.PositiveSmallIntegerField("volgnummer")
    slug = models.SlugField("anker", max_length=80)
    title = Line("titel", max_length=250, help_text="Zoals gedrukt.")
    summary = LongText("samenvatting", blank=True)

    objects = OfReportQuerySet.as_manager()

    natural_key_field = "slug"

    class Meta:
        verbose_name = "hoofdstuk"
        verbose_name_plural = "hoofdstukken"
        ordering = ["report", "position"]
        constraints = [models.UniqueConstraint(fields=["report", "slug"], name="section_slug_unique_in_report")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{self.report.get_absolute_url()}#{self.slug}"


class SectionItemQuerySet(OfReportQuerySet):
    report_path = "section__report"


class SectionItem(Item):
    section = models.ForeignKey(ReportSection, models.CASCADE, related_name="items", verbose_name="hoofdstuk")
    measures = Links("measures.Measure", blank=True, related_name="section_items", verbose_name="gaat over maatregelen")

    objects = SectionItemQuerySet.as_manager()

    class Meta(Item.Meta):
        verbose_name = "onderdeel van een hoofdstuk"
        verbose_name_plural = "onderdelen van hoofdstukken"
        constraints = [
            *Item.Meta.constraints,
            models.UniqueConstraint(fields=["section", "position"], name="section_item_position_unique"),
        ]
