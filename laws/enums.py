"""The choices for bills."""

from django.db import models


class Phase(models.TextChoices):
    """The phases of a bill, in order. `PARLIAMENT` is for a source that does not say which of the two chambers it means."""

    CONSULTATION = "internetconsultatie", "Internetconsultatie"
    COUNCIL_OF_MINISTERS = "ministerraad", "Ministerraad"
    COUNCIL_OF_STATE = "raad-van-state", "Raad van State"
    HOUSE = "tweede-kamer", "Tweede Kamer"
    SENATE = "eerste-kamer", "Eerste Kamer"
    PARLIAMENT = "parlementaire-behandeling", "Parlementaire behandeling"
    ENTRY_INTO_FORCE = "inwerkingtreding", "Inwerkingtreding"


class Outcome(models.TextChoices):
    """How far a bill is. `ADOPTED`: both chambers adopted it, and it is not in force yet. The API has it in `uitkomstNu` only."""

    IN_PREPARATION = "in-voorbereiding", "In voorbereiding"
    BEFORE_PARLIAMENT = "in-behandeling", "In behandeling"
    ADOPTED = "aangenomen", "Aangenomen"
    IN_FORCE = "in-werking", "In werking"
    WITHDRAWN = "ingetrokken", "Ingetrokken"
    MERGED = "opgegaan-in", "Opgegaan in een ander wetsvoorstel"
    UNKNOWN = "onbekend", "Onbekend"


class ContractOutcome(models.TextChoices):
    """The closed list of the API: there, an adopted bill is still before parliament."""

    IN_PREPARATION = Outcome.IN_PREPARATION.value, Outcome.IN_PREPARATION.label
    BEFORE_PARLIAMENT = Outcome.BEFORE_PARLIAMENT.value, Outcome.BEFORE_PARLIAMENT.label
    IN_FORCE = Outcome.IN_FORCE.value, Outcome.IN_FORCE.label
    WITHDRAWN = Outcome.WITHDRAWN.value, Outcome.WITHDRAWN.label
    MERGED = Outcome.MERGED.value, Outcome.MERGED.label
    UNKNOWN = Outcome.UNKNOWN.value, Outcome.UNKNOWN.label


class Effect(models.TextChoices):
    """The effect on an action when (a part of) a bill enters into force."""

    MAKES_OBLIGATORY = "maakt-verplicht", "Maakt verplicht"
    MAKES_POSSIBLE = "maakt-mogelijk", "Maakt mogelijk"
    ENDS = "beeindigt", "Beëindigt"


class StationKind(models.TextChoices):
    """What can happen to a bill, in the order of the procedure. `STATE` is how far a source says it was on a day."""

    PREPARATION = "voorbereiding", "Voorbereiding"
    CONSULTATION = "internetconsultatie", "Internetconsultatie"
    COUNCIL_OF_MINISTERS = "ministerraad", "Ministerraad"
    COUNCIL_OF_STATE = "raad-van-state", "Raad van State"
    FURTHER_REPORT = "nader-rapport", "Nader rapport"
    INTRODUCED = "indiening", "Indiening bij de Tweede Kamer"
    EXPLANATION = "memorie-van-toelichting", "Memorie van toelichting"
    HOUSE_REPORT = "verslag", "Verslag van de Tweede Kamer"
    NOTE = "nota", "Nota naar aanleiding van het verslag"
    AMENDMENT = "amendement", "Amendement"
    DEBATE = "behandeling-tweede-kamer", "Behandeling in de Tweede Kamer"
    HOUSE_VOTE = "stemming-tweede-kamer", "Stemming in de Tweede Kamer"
    SENATE_VOTE = "stemming-eerste-kamer", "Stemming in de Eerste Kamer"
    PUBLISHED = "staatsblad", "Staatsblad"
    DECREE = "besluit-inwerkingtreding", "Besluit over de inwerkingtreding"
    ENTRY_INTO_FORCE = "inwerkingtreding", "Inwerkingtreding"
    STATE = "stand", "Stand op die dag"


class BasisKind(models.TextChoices):
    """What stands behind an action: a law, an agreement between parties, or nothing that was found."""

    LAW = "wet", "Wet"
    AGREEMENT = "bestuurlijke-afspraak", "Bestuurlijke afspraak"
    NOT_FOUND = "niet-gevonden", "Niet gevonden"


class Coverage(models.TextChoices):
    """Whether the text of a law imposes a duty as the portal words it."""

    FULL = "zeker", "De wettekst legt dit op"
    PART = "deels", "De wet regelt een deel, of richt zich tot een ander"
