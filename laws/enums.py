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
    IN_PREPARATION = "in-voorbereiding", "In voorbereiding"
    BEFORE_PARLIAMENT = "in-behandeling", "In behandeling"
    IN_FORCE = "in-werking", "In werking"
    WITHDRAWN = "ingetrokken", "Ingetrokken"
    MERGED = "opgegaan-in", "Opgegaan in een ander wetsvoorstel"
    UNKNOWN = "onbekend", "Onbekend"


class Effect(models.TextChoices):
    """The effect on an action when (a part of) a bill enters into force."""

    MAKES_OBLIGATORY = "maakt-verplicht", "Maakt verplicht"
    MAKES_POSSIBLE = "maakt-mogelijk", "Maakt mogelijk"
    ENDS = "beeindigt", "Beëindigt"
