"""`python manage.py read_report BESTAND`: what a report document says, as the portal reads it.

Only `--attach` and `--into` write.
"""

import json
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from auditlog.context import set_actor
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import models, transaction

from measures.enums import ReportKind
from measures.models import Report
from portal.core.trail import tell_as_a_whole
from portal.desk.editing.worklist import NotADraftError
from portal.desk.reading_in.found.taking_in import NotEmptyError, take_in
from portal.desk.reading_in.placing.filling import certain, fill
from portal.desk.reading_models import ReadRow
from portal.desk.sources.attaching import attach
from portal.desk.sources.stored import own_sentences
from portal.operations.monitoring.acts import act_of_command
from portal.reading.comparing import Count, compare
from portal.reading.known import known_records
from portal.reading.opening import UnreadableDocumentError, open_document
from portal.reading.own_words import fill_own_words
from portal.reading.reader import NOTHING, read
from portal.reading.result import Reading


class Command(BaseCommand):
    help = "Lees een rapportage (Word, PDF, HTML of Markdown) en toon wat erin staat. Alleen --attach en --into slaan iets op."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("bestand", type=Path, help="het document: .docx, .pdf, .html of .md")
        parser.add_argument("--after", metavar="SLUG", help="de rapportage die hieraan voorafging; anders de nieuwste")
        parser.add_argument("--compare", metavar="SLUG", help="tel hoeveel van deze rapportage in het document is teruggevonden")
        parser.add_argument("--into", metavar="SLUG", help="vul dit lege concept met alles wat zeker is, en zeg wat nog wacht")
        parser.add_argument("--door", metavar="NAAM", help="bij --into: de gebruikersnaam van wie het document inleest")
        parser.add_argument(
            "--attach", metavar="SLUG", help="bewaar de zinnen van het document bij wat deze rapportage in het portaal zegt"
        )
        parser.add_argument("--json", action="store_true", help="toon alles als één JSON-object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what the document says. Exit with code 2 and one line when it cannot be read or says nothing that is known."""
        attached = _report(options["attach"]) if options["attach"] else None
        previous = _report(options["after"]) if options["after"] else attached or _newest()
        reading = self._read(options["bestand"], previous)
        if options["into"]:
            self.stdout.write(into(_report(options["into"]), reading, options["bestand"].name, options["door"]))
        elif attached:
            self._tell(attach(reading, attached))
        elif options["compare"]:
            self._tell(compare(reading, _report(options["compare"])))
        else:
            counts = fill_own_words(reading, own_sentences(previous, "measureitem"))
            if options["json"]:
                json.dump(reading.as_json(), self.stdout, ensure_ascii=False, indent=1)  # type: ignore[arg-type]
                self.stdout.write("")
            else:
                self.stdout.write("\n".join([summary(reading), own_words(previous, counts)]))

    def _tell(self, counts: Iterable[Count]) -> None:
        for count in counts:
            self.stdout.write("\n".join([str(count), *(f"   niet gevonden: {name}" for name in count.missed)]))

    def _read(self, path: Path, previous: Report | None) -> Reading:
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(f"Het bestand {path} is niet te openen: {error.strerror}.", returncode=2) from error
        try:
            reading = read(open_document(content, path.name), known_records(previous))
        except UnreadableDocumentError as error:
            raise CommandError(str(error), returncode=2) from error
        if not reading.says_something:
            raise CommandError(NOTHING, returncode=2)
        return reading


def _report(slug: str) -> Report:
    report = Report.objects.filter(slug=slug).first()
    if report is None:
        raise CommandError(f"De rapportage „{slug}” bestaat niet.", returncode=2)
    return report


def _newest() -> Report | None:
    return Report.objects.published().filter(kind=ReportKind.PROGRESS).last()


def into(report: Report, reading: Reading, name: str, door: str | None) -> str:
    """Fill a draft with what is certain, in one transaction. Return the counts of what was filled, and what waits, in Dutch."""
    by = get_user_model().objects.filter(username=door, is_active=True, is_staff=True).first() if door else None
    if door and by is None:
        raise CommandError(f"Er is geen actief account van een medewerker met de naam {door}.", returncode=2)
    try:
        with act_of_command("read_report", report.slug), transaction.atomic(), set_actor(by):
            take_in(report, reading, name, by)
            filled = fill(report, certain(report))
            tell_as_a_whole(f"{name} is ingelezen in {report.slug} met een opdracht op de server")
    except (NotADraftError, NotEmptyError) as error:
        raise CommandError(str(error), returncode=2) from error
    waiting = report.read_rows.filter(state=ReadRow.State.OPEN).order_by().values_list("kind").annotate(models.Count("pk"))
    return "\n".join(
        [
            f"Overgenomen in {report}:",
            *(f"  {kind.lower()}: {number}" for kind, number in filled.counts.items()),
            "Nog te beslissen:",
            *(f"  {ReadRow.Kind(kind).label.lower()}: {number}" for kind, number in sorted(waiting)),
        ]
    )


def own_words(previous: Report | None, counts: dict[str, int]) -> str:
    """Return how many onderdelen have a sentence of ours from the previous report, in a line."""
    told = ", ".join(f"{number} {change}" for change, number in counts.items())
    return f"onderdelen naast de zinnen van {previous.slug if previous else 'geen rapportage'}: {told}"


def summary(reading: Reading) -> str:
    """Return the counts of what was read, a line per kind."""
    parts = [part for measure in reading.maatregelen for part in measure.onderdelen]
    lines = [
        f"{reading.rapportage['titel']} ({reading.rapportage['publicatie']['tekst'] or 'zonder datum'})",
        f"maatregelen: {len(reading.maatregelen)}, met een status: {sum(m.status != 'onbekend' for m in reading.maatregelen)}",
        f"onderdelen: {len(parts)}",
        f"koppelingen van doelen en maatregelen: {sum(len(goal.maatregelen) for goal in reading.doelen)}",
        f"acties: {len(reading.acties)}",
        f"wetsvoorstellen: {len(reading.wetsvoorstellen)}, met {sum(len(b.planning) for b in reading.wetsvoorstellen)} stappen",
        f"moties: {len(reading.moties)}",
        f"bevindingen: {len(reading.bevindingen)}",
        f"partijen: {sum(len(group.namen) for group in reading.partijen)}",
        f"hoofdstukken: {len(reading.hoofdstukken)}",
        f"niet geplaatst: {len(reading.nietGeplaatst)}",
        f"twijfels: {len(reading.twijfels)}",
    ]
    return "\n".join(lines)
