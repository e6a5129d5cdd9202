"""The tables for editing a report: tasks, explanations, offers, saved forms, workbooks, and the log of publications."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import Q

from laws.models import Bill
from measures.enums import ReportState
from measures.kinds import KINDS, Kind
from measures.models import Goal, Measure, Report
from measures.models.fields import LONGEST_REASON, Line, LongText
from motions.models import Motion


def _about_one_record() -> Q:
    """Return the condition that exactly one of the foreign keys to a record is set."""
    return reduce(or_, (Q(**{f"{each.field}__isnull": each != kind for each in KINDS}) for kind in KINDS))


class Task(models.Model):
    """A line of the worklist of a draft: one record that the draft must deal with.

    A draft starts with a task for each record in the previous progress report. Editors and workbooks add other records.
    """

    class State(models.TextChoices):
        TODO = "te-doen", "Te doen"
        BUSY = "bezig", "Bezig"
        DONE = "klaar", "Klaar"

    report = models.ForeignKey(Report, models.CASCADE, related_name="tasks", verbose_name="rapportage")
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name="maatregel")
    bill = models.ForeignKey(Bill, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name="wetsvoorstel")
    motion = models.ForeignKey(Motion, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name="motie")
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name="doel")
    state = models.CharField("toestand", max_length=10, choices=State, default=State.TODO)
    # True when the snapshot was copied from the previous report and nobody has looked at the copy yet.
    unseen = models.BooleanField("overgenomen zonder te kijken", default=False)
    # The report whose snapshot was copied. It may be withdrawn afterwards.
    copied_from = models.ForeignKey(
        Report, models.SET_NULL, null=True, blank=True, editable=False, related_name="+", verbose_name="overgenomen uit"
    )

    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="tasks", verbose_name="toegewezen aan"
    )
    due = models.DateField("klaar op", null=True, blank=True)

    class Meta:
        verbose_name = "taak"
        verbose_name_plural = "werklijst"
        ordering = ["pk"]
        constraints = [
            *[models.UniqueConstraint(fields=["report", kind.field], name=f"one_task_per_{kind.field}") for kind in KINDS],
            models.CheckConstraint(
                name="task_about_one_record",
                condition=_about_one_record(),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report.slug}: {self.record}"

    @property
    def kind(self) -> Kind:
        """The kind of the record that this task is about."""
        return next(kind for kind in KINDS if getattr(self, f"{kind.field}_id") is not None)

    @property
    def record(self) -> Measure | Bill | Motion | Goal:
        return getattr(self, self.kind.field)

    @property
    def withdrawn_source(self) -> Report | None:
        """Return the report that this was copied from if it has been withdrawn since, otherwise None."""
        source = self.copied_from
        return source if source is not None and source.state == ReportState.WITHDRAWN else None

    def get_additional_data(self) -> dict[str, str]:
        return {"rapportage": self.report.slug}


class CarriedRow(models.Model):
    """A mark on a row of a draft that is no snapshot: it was copied from the previous report, and nobody has looked at it yet.

    The mark goes away when somebody changes the row or says that it was looked at. `kind` is the name of the model of the row,
    such as `finding`; `row` is its primary key.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="carried_rows", verbose_name="rapportage")
    kind = models.CharField("soort", max_length=30)
    row = models.BigIntegerField("rij")
    copied_from = models.ForeignKey(Report, models.SET_NULL, null=True, related_name="+", verbose_name="overgenomen uit")

    class Meta:
        verbose_name = "overgenomen rij"
        verbose_name_plural = "overgenomen rijen"
        constraints = [models.UniqueConstraint(fields=["kind", "row"], name="one_mark_per_carried_row")]

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"

    def get_additional_data(self) -> dict[str, str]:
        return {"rapportage": self.report.slug}


class Explanation(models.Model):
    """An editor's reason why a warning of the checklist is not a mistake.

    `warning` is the `key` of the warning, see `portal.desk.editing.checks.ChecklistItem`.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="explanations", verbose_name="rapportage")
    warning = Line("waarschuwing", max_length=200)
    words = LongText("toelichting", longest=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="door")
    at = models.DateTimeField("op", auto_now=True)

    class Meta:
        verbose_name = "toelichting bij een waarschuwing"
        verbose_name_plural = "toelichtingen bij waarschuwingen"
        constraints = [
            models.UniqueConstraint(fields=["report", "warning"], name="one_explanation_per_warning"),
            models.CheckConstraint(name="explanation_has_words", condition=~Q(words="")),
        ]

    def __str__(self) -> str:
        return self.warning

    def get_additional_data(self) -> dict[str, str]:
        return {"rapportage": self.report.slug}


class Publication(models.Model):
    """A line in the log of publications: who published or withdrew a report, and when.

    `four_eyes` is true when somebody other than its author saw each change, see `portal.desk.editing.four_eyes`. `name` is what
    `by` was called at that moment. `reason` is only for a withdrawal.
    """

    class Act(models.TextChoices):
        PUBLISHED = "gepubliceerd", "Gepubliceerd"
        WITHDRAWN = "ingetrokken", "Ingetrokken"

    report = models.ForeignKey(Report, models.PROTECT, related_name="publications", verbose_name="rapportage")
    act = models.CharField("wat", max_length=15, choices=Act)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="door")
    name = Line("naam", max_length=150, db_default="")
    at = models.DateTimeField("op", auto_now_add=True)
    four_eyes = models.BooleanField("vier ogen", help_text="Iemand anders dan wie iets invoerde, heeft het gezien.")
    reason = LongText("reden", longest=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = "publicatie"
        verbose_name_plural = "publicaties"
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["report", "act"], name="published_and_withdrawn_once")]

    def __str__(self) -> str:
        return f"{self.report.slug}: {self.get_act_display().lower()}"

    def get_additional_data(self) -> dict[str, str]:
        return {"rapportage": self.report.slug, "reden": self.reason}


class Offer(models.Model):
    """A draft that waits for a publisher: who offered it, and when. It ends when the draft changes on its page."""

    report = models.OneToOneField(Report, models.CASCADE, related_name="offer", verbose_name="rapportage")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="door")
    at = models.DateTimeField("op", auto_now_add=True)

    class Meta:
        verbose_name = "voorgelegd concept"
        verbose_name_plural = "voorgelegde concepten"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.report.slug

    def get_additional_data(self) -> dict[str, str]:
        return {"rapportage": self.report.slug}


class Upload(models.Model):
    """What an editor's workbook for a draft holds. It is kept until its preview is applied or a new upload replaces it.

    The file itself is not kept, so it is parsed only once. `sheets` has the form of `read_book` of the workbook's program.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="uploads", verbose_name="rapportage")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="door")
    at = models.DateTimeField("op", auto_now=True)
    name = Line("bestand", max_length=200)
    sheets = models.JSONField("inhoud")

    class Meta:
        verbose_name = "ingestuurde werkmap"
        verbose_name_plural = "ingestuurde werkmappen"
        constraints = [models.UniqueConstraint(fields=["report", "by"], name="one_upload_per_person_and_report")]

    def __str__(self) -> str:
        return self.name


class Proposal(models.Model):
    """A change of what is public. It is made when a second person approves.

    Outside the reports, `kind` and `row` name the row that it is about, see `portal.desk.proposals.subjects`; a name is taken out
    of all rows. `changes` has the form of `portal.desk.proposals.changing`. What a form of the desk asks is kept as it was sent
    (`sent`), with the path of its page (`place`) and the `report` that it is about, see `portal.desk.prepared`. `decision` is the
    reason of who decided; after an approval it is public.
    """

    class Act(models.TextChoices):
        CHANGE = "wijzigen", "Wijzigen"
        MERGE = "samenvoegen", "Samenvoegen"
        NAME = "naam", "Een naam weghalen"
        CORRECT = "corrigeren", "Corrigeren"
        TICK = "afvinken", "Adressen afvinken"
        WITHDRAW = "intrekken", "Intrekken"
        NEW = "nieuw", "Nieuw"

    class State(models.TextChoices):
        OPEN = "open", "Open"
        APPROVED = "goedgekeurd", "Goedgekeurd"
        REFUSED = "geweigerd", "Geweigerd"
        TAKEN_BACK = "teruggenomen", "Teruggenomen"

    act = models.CharField("wat", max_length=15, choices=Act, default=Act.CHANGE)
    kind = Line("soort", max_length=40, blank=True)
    row = models.BigIntegerField("rij", null=True, blank=True)
    title = Line("onderwerp", max_length=250)
    changes = models.JSONField("wijzigingen", default=list)
    into = models.BigIntegerField("opgenomen in", null=True, blank=True)
    report = models.ForeignKey(Report, models.CASCADE, null=True, related_name="proposals", verbose_name="rapportage")
    place = Line("pagina", max_length=300, blank=True, default="", db_default="")
    sent = models.JSONField("verstuurd", null=True)
    # The name that must go. The audit trail never gets it, and it is cleared with the decision.
    name = Line("naam", max_length=200, blank=True)
    reason = LongText("reden", longest=LONGEST_REASON)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="door")
    at = models.DateTimeField("op", auto_now_add=True)
    state = models.CharField("toestand", max_length=15, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="besloten door"
    )
    decided_at = models.DateTimeField("besloten op", null=True, blank=True)
    decision = LongText("reden van het besluit", longest=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = "voorstel"
        verbose_name_plural = "voorstellen"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="proposal_decided_by_somebody",
                condition=Q(state="open", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state="open") & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
            models.CheckConstraint(name="proposal_has_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.title}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class SavedForm(models.Model):
    """A form that was saved less than a day ago, so that sending it again makes nothing twice.

    `form` is the name in the token of the form. `kind` and `row` are the model and the primary key of the row that it saved,
    `rows` the values after that save, `sent` what the browser sent for it, and `made` the keys of the rows that were new in it.
    See `portal.desk.merging`.
    """

    form = models.CharField("formulier", max_length=40, unique=True)
    kind = models.CharField("soort", max_length=80)
    row = models.BigIntegerField("rij")
    made = models.JSONField("nieuwe rijen")
    rows = models.JSONField("waarden")
    sent = models.JSONField("verstuurd")
    at = models.DateTimeField("op", auto_now=True)

    class Meta:
        verbose_name = "opgeslagen formulier"
        verbose_name_plural = "opgeslagen formulieren"

    def __str__(self) -> str:
        return self.form
