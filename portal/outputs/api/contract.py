"""The base path of the API, its version and its release notes."""

import datetime as dt
from dataclasses import dataclass

# The path of this major version. A breaking change needs a new major version, with its own path.
BASE = "/api/v1"
VERSION = "1.1.0"


@dataclass(frozen=True)
class Release:
    version: str
    date: dt.date
    changes: tuple[str, ...]


# Newest first. The HTML guide of the API shows them.
RELEASES = [
    Release(
        "1.1.0",
        dt.date(2026, 11, 30),
        ("Een wetsvoorstel heeft uitkomstNu, dat ook aangenomen kent. De uitkomst volgt de nieuwste bron, van welke soort ook.",
         "Een verschuiving heeft maandenMinst en maandenMeest. Maanden zijn verstreken maanden, en alleen hetzelfde onderdeel "
         "wordt vergeleken.",
         "Nieuw zijn bronnen, die geen rapportage zijn. Een vermelding noemt haar bron.",
         "bronnen: soort kan kort-bericht zijn, een bericht van de redactie zelf. Zonder ander stuk is url dan de pagina hier.",
         "acties: begin zegt wat een bron over het begin zegt; geldtVanaf is null als geen bron een dag noemt.",
         "acties: een mogelijkheid kan niet-bevestigd zijn. oud zegt dat de nieuwste voortgangsrapportage de actie niet noemt.",
         "Een maatregel heeft openstaand: wat volgens de bronnen nog openstaat als OCW haar afgerond noemt. Met een rapportage "
         "horen bij een maatregel de wetsvoorstellen die deze rapportage noemt als bijdrage.",
         "Nieuw zijn veldpartijen. Een speerpunt heeft standen, en een onderdeel van een stand de groep waaronder het staat.",
         "Een wetsvoorstel heeft citeertitel, opschrift, wijzigt en stations: wat er gebeurde, met dag, uitslag, kenmerk en "
         "bron. nietGevonden zegt wat niet te vinden was, en opgezocht op welke dag.",
         "acties: grondslagen noemt de wet en het artikel, een afspraak, of dat er niets gevonden is. sindsBron en sindsUrl zijn "
         "de tekst waaruit het begin blijkt.",
         "Een bron zegt met zonderDag of zij zelf geen dag noemt; datum is dan de dag waarop zij is gelezen.",
         "Een motie heeft opschrift, indieners, medeIndieners, datum, verzoek, verzoekUit, stemming, vervangt, bron, bronnen en "
         "opgezochtOp. Het filter voortgang kiest afgedaan, loopt, niet-meer-genoemd of verdwenen-zonder-uitleg.",
         "Een bronnotitie heeft een gewicht en acties.",
         "Een stand van een maatregel heeft een inleiding: wat zij is en hoe zij ervoor staat.",
         "correcties: actie zegt over welke actie een correctie gaat.",
         "acties: recht zegt waar ouders of leerlingen hierdoor recht op hebben.",
         "rollen/{slug}/wijzigingen zegt wat er voor een rol veranderde tussen twee dagen, of tussen twee rapportages.",
         "acties, moties en bronnotities: een sleutel van vroeger leidt met een 301 naar het adres van nu.",
         "De beschrijving noemt elk veld verplicht dat er altijd is, en niets readOnly. Tags en security staan erin."),
    ),
    Release(
        "1.0.0",
        dt.date(2026, 11, 23),
        ("Eerste versie: rapportages, doelen, speerpunten, rollen, maatregelen met hun standen, wetsvoorstellen, moties, "
         "acties, wijzigingen, bevindingen, bronnotities en correcties.",),
    ),
]  # fmt: skip
