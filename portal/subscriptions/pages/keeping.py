"""Everything that is kept of a reader, in words (AVG art. 15)."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from django.utils import formats, timezone

from portal.subscriptions.choices import Choosable, Wanted, wanted_of
from portal.subscriptions.models import Frequency, Subscriber
from portal.subscriptions.pages.asking import MOST_MAILS, asked_by


class KeptFact(NamedTuple):
    """A line about a reader: a label with words, or with choices (the name and the path of each)."""

    label: str
    words: str = ""
    names: list[tuple[str, str]] | None = None


def kept_of(reader: Subscriber, offer: Choosable) -> Iterator[KeptFact]:
    """Yield what is kept of a reader who confirmed, and of what waits for confirmation."""
    yield KeptFact("E-mailadres", reader.address)
    yield KeptFact("Waarover u bericht krijgt", names=offer.names_of([wanted_of(choice) for choice in reader.choices.all()]))
    yield KeptFact("Hoe vaak", Frequency(reader.frequency).label)
    yield KeptFact("Waarmee u instemde", f"„{reader.consent_words}”")
    yield KeptFact("Wanneer u dat verstuurde", _in_words(reader.consent_at))
    yield KeptFact("Wanneer u dat bevestigde", _in_words(reader.confirmed_at))
    yield KeptFact("Hoe vaak uw mailserver een bericht weigerde", f"{reader.refused} keer")
    if reader.told:
        yield KeptFact("Tot waar u bericht kreeg", f"Nieuws nummer {reader.told} van deze site")
    waiting: list[Wanted] = asked_by(reader)
    if waiting:
        asked = reader.asked or {}
        yield KeptFact("Aangevraagd, nog niet bevestigd", names=offer.names_of(waiting))
        yield KeptFact("Hoe vaak, als u dat bevestigt", Frequency(asked["vaak"]).label)
        yield KeptFact("De tekst daarbij", f"„{asked['tekst']}”")
        yield KeptFact("Wanneer dat verstuurd is", _in_words(reader.asked_at))
    if reader.asked_since:
        since = f"{reader.mails_asked} sinds {_in_words(reader.asked_since)}."
        yield KeptFact("Aanvragen voor dit adres", f"{since} Uw postbus krijgt er hoogstens {MOST_MAILS} per dag.")
    yield KeptFact("Kenmerk van uw links", "Een geheime code. Zij hoort bij de links in uw mails.")


def _in_words(moment: dt.datetime | None) -> str:
    return f"{formats.date_format(timezone.localtime(moment), 'j F Y, H:i')} uur" if moment else "Onbekend"
