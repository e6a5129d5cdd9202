"""The glossary. `/begrippen/` lists all terms; the tag `term` explains one within a text."""

from dataclasses import dataclass

from django.utils.text import slugify


@dataclass(frozen=True)
class Term:
    """A word with its meaning. `page` is the name of the URL pattern of a page about it, or empty."""

    name: str
    meaning: str
    page: str = ""

    @property
    def slug(self) -> str:
        return slugify(self.name)


TERMS = [
    Term("actie", "Iets wat een rol moet of kan doen. De site rekent uit of dat op een dag geldt.", "roles"),
    Term("afgerond", "Zo noemt het ministerie (OCW) een maatregel die klaar is. Er kan dan nog iets openstaan, zoals een wet."),
    Term("basisondersteuning", "De hulp die elke school zelf aan leerlingen geeft."),
    Term("bronnotitie", "Een opmerking van deze site bij een bron, bijvoorbeeld als twee documenten elkaar tegenspreken."),
    Term("deelmaatregel", "Een onderdeel van een maatregel. Het heeft geen eigen nummer bij de 25."),
    Term("doel", "Een van de zeven doelen van de verbeteraanpak.", "goals"),
    Term("internetconsultatie", "Iedereen kan op internet reageren op een voorstel, voordat het naar de Raad van State gaat."),
    Term("inwerkingtreding", "De dag waarop een wet gaat gelden. Een geplande dag is dat nog niet.", "bills"),
    Term("kamerstuk", "Een stuk van de Tweede of Eerste Kamer. Het nummer bestaat uit een dossier en een stuk, zoals 31497-305."),
    Term("maatregel", "Een van de 25 dingen die het ministerie sinds 2020 doet om passend onderwijs te verbeteren.", "measures"),
    Term("motie", "Een verzoek van de Tweede Kamer aan de regering.", "motions"),
    Term("ondersteuningsplan", "Het plan van een samenwerkingsverband: welke hulp er is en hoe het geld wordt verdeeld."),
    Term("passend onderwijs", "Elk kind krijgt een plek op een school die past bij wat het kan en nodig heeft."),
    Term("peildatum", "De dag tot waar een rapportage kijkt. Dat is iets anders dan de dag van publicatie.", "reports"),
    Term("samenwerkingsverband", "De scholen in een regio die samen zorgen voor passend onderwijs. Afgekort: swv."),
    Term("schoolbestuur", "Wie de baas is van een of meer scholen."),
    Term("schoolondersteuningsprofiel", "Een beschrijving van de hulp die een school kan geven."),
    Term("speerpunt", "Een van de zeven onderwerpen die in juli 2022 voorrang kregen.", "priorities"),
    Term("stand", "Wat één rapportage over één onderwerp zegt. Een oude stand blijft bewaard."),
    Term("thuiszitter", "Een kind dat leerplichtig is en al langere tijd niet naar school gaat."),
    Term("voortgangsrapportage", "Een document waarin het ministerie vertelt hoe het met de maatregelen gaat.", "reports"),
    Term("wet", "Een wetsvoorstel heet hier een wet vanaf de dag waarop het, of een deel ervan, geldt.", "bills"),
    Term("wetsvoorstel", "Een wet die nog niet geldt, ook als beide Kamers al ja zeiden en de dag nog komt.", "bills"),
    Term("zorgplicht", "Een school moet voor elke leerling die zich aanmeldt een passende plek zoeken."),
]
BY_NAME = {term.name: term for term in TERMS}
