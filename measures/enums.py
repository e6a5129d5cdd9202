"""The choices of the domain. Values are public, in URLs and the API. Labels are shown to visitors."""

from django.db import models


class ReportKind(models.TextChoices):
    """The kinds of source. The last three are no reports: they tell one thing that became known between two progress reports.

    `NOTICE`: the editors tell it themselves, because nobody else wrote it down.
    """

    PROGRESS = "voortgangsrapportage", "Voortgangsrapportage"
    LETTER = "kamerbrief", "Kamerbrief"
    OVERVIEW = "overzicht", "Overzicht"
    PLAN = "plan-van-aanpak", "Plan van aanpak"
    OFFICIAL = "officiele-bekendmaking", "Officiële bekendmaking"
    NEWS = "nieuwsbericht", "Nieuwsbericht"
    NOTICE = "kort-bericht", "Kort bericht"


# The sources that are no report. They count for outcomes, entries into force, plans and actions, and never as the status of now.
OTHER_SOURCES = (ReportKind.OFFICIAL, ReportKind.NEWS, ReportKind.NOTICE)
# The sources that tell one thing between two reports. The desk has one page to enter them.
BETWEEN_REPORTS = (ReportKind.LETTER, *OTHER_SOURCES)


class ContractKind(models.TextChoices):
    """The kinds of report: the closed list of the API."""

    PROGRESS = ReportKind.PROGRESS.value, ReportKind.PROGRESS.label
    LETTER = ReportKind.LETTER.value, ReportKind.LETTER.label
    OVERVIEW = ReportKind.OVERVIEW.value, ReportKind.OVERVIEW.label
    PLAN = ReportKind.PLAN.value, ReportKind.PLAN.label


class SourceKind(models.TextChoices):
    """The kinds of source that are no report."""

    OFFICIAL = ReportKind.OFFICIAL.value, ReportKind.OFFICIAL.label
    NEWS = ReportKind.NEWS.value, ReportKind.NEWS.label
    NOTICE = ReportKind.NOTICE.value, ReportKind.NOTICE.label


class ReportState(models.TextChoices):
    DRAFT = "concept", "Concept"
    PUBLISHED = "gepubliceerd", "Gepubliceerd"
    WITHDRAWN = "ingetrokken", "Ingetrokken"
    # A draft that is thrown away: it is kept for a while, and can become a draft again.
    DISCARDED = "weggegooid", "Weggegooid"


# The states of a report that no visitor ever saw, so that its rows are not protected.
NEVER_PUBLIC = (ReportState.DRAFT, ReportState.DISCARDED)
# The states of a report that has given up its number: another report can have it.
WITHOUT_NUMBER = (ReportState.WITHDRAWN, ReportState.DISCARDED)


class Status(models.TextChoices):
    """The status of a measure or motion. `UNKNOWN` means that the source gives no status, or an unreadable one."""

    NOT_STARTED = "nog-niet-gestart", "Nog niet gestart"
    STARTING = "in-opstartfase", "In opstartfase"
    UNDERWAY = "in-uitvoering", "In uitvoering"
    DONE = "afgerond", "Afgerond"
    UNKNOWN = "onbekend", "Onbekend"


class Direction(models.TextChoices):
    """The direction of a change between two reports.

    `FORWARD`: a status further on, or a planned day sooner. `BACK`: a status less far on, or a planned day later.
    """

    FORWARD = "vooruit", "Vooruit"
    BACK = "terug", "Terug"
    SAME = "gelijk", "Gelijk gebleven"


STATUS_ORDER = [Status.NOT_STARTED, Status.STARTING, Status.UNDERWAY, Status.DONE]


def direction(earlier: str, later: str) -> Direction | None:
    """Return the direction from the status `earlier` to the status `later`.

    Return None when one of them is `UNKNOWN`: then they cannot be compared.
    """
    if Status.UNKNOWN in (earlier, later):
        return None
    before, after = STATUS_ORDER.index(Status(earlier)), STATUS_ORDER.index(Status(later))
    if before == after:
        return Direction.SAME
    return Direction.FORWARD if after > before else Direction.BACK


class ItemKind(models.TextChoices):
    STEP = "stap", "Stap tot nu toe"
    NEXT_STEP = "vervolgstap", "Vervolgstap"
    DILEMMA = "dilemma", "Dilemma"
    POLICY = "beleidsvorming", "Beleidsvorming"
    LEGISLATION = "wetgeving", "Wetgeving"
    SUPPORT = "ondersteuning", "Ondersteuning door OCW"
    STATE_OF_PLAY = "stand-van-zaken", "Stand van zaken"


class OverviewColumn(models.TextChoices):
    """The ten columns of the wide overview table, in printed order."""

    STEPS_2021 = "stappen-2021", "Stappen tot nu toe t/m 2021"
    STEPS_2022 = "stappen-2022", "Stappen tot nu toe t/m zomer 2022"
    POLICY = "beleidsvorming", "Komende periode beleidsvorming"
    LEGISLATION = "wetgeving", "Komende periode wetgeving"
    PARTNERSHIPS_NOW = "swv-nu", "Waar staan de samenwerkingsverbanden nu?"
    PARTNERSHIPS_NEXT = "swv-straks", "Waar gaan de samenwerkingsverbanden naartoe?"
    BOARDS_NOW = "besturen-nu", "Waar staan de schoolbesturen nu?"
    BOARDS_NEXT = "besturen-straks", "Waar gaan de schoolbesturen naartoe?"
    SUPPORT = "ondersteuning", "Komende periode ondersteuning OCW"
    NOTES = "notities", "Notities"


class ActionKind(models.TextChoices):
    DUTY = "verplicht", "Verplicht"
    OPTION = "mogelijk", "Mogelijk"


class NoteWeight(models.TextChoices):
    """The weight of a source note: it decides on which pages the note stands, and whether it is folded.

    `MEANING`: changes what one reads. `READING`: how the portal reads the source. `PRINT`: a misprint, a spelling or a lost
    character, which changes nothing.
    """

    MEANING = "betekenis", "Betekenis"
    READING = "lezing", "Lezing"
    PRINT = "drukwerk", "Drukwerk"


class Precision(models.TextChoices):
    """The precision of a period, from fine to coarse; `measures.periods` uses this order. `NONE` means that no day is named."""

    DAY = "dag", "Dag"
    MONTH = "maand", "Maand"
    QUARTER = "kwartaal", "Kwartaal"
    SEASON = "seizoen", "Seizoen"
    PART_OF_YEAR = "deel-van-jaar", "Deel van een jaar"
    YEAR = "jaar", "Jaar"
    YEARS = "meer-jaren", "Meer jaren"
    NONE = "geen-datum", "Geen datum"
