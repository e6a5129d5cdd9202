"""The report of a run: one Markdown table of all results, and below it the machine and the versions."""

import datetime as dt
import platform
import sqlite3
import subprocess
from dataclasses import dataclass, field
from importlib.metadata import version

from bench import figures
from bench.figures import Aim, Rate, ratio
from bench.measuring.beside import Beside
from bench.measuring.growth import Grown
from bench.measuring.messages import Gathered
from bench.measuring.pages import LIST, Page
from bench.measuring.rates import Rates
from bench.measuring.reading import Read
from bench.measuring.running import Running
from bench.measuring.sizes import Serving
from bench.servers import machine
from bench.servers.front import NGINX
from bench.table import NOTHING, cell, markdown, number

KB, MB = 1024, 1024 * 1024
HUNDREDFOLD = 100
DID_NOT_ANSWER = "geen antwoord ✗"
TOO_BIG_TO_KEEP = " Zonder p-waarden: te groot om te bewaren, dus steeds opnieuw gemaakt."
HEADER = [
    "", "omvang", "per s", "p50 ms", "p95 ms", f"p99 ms ({figures.AIM_P99_MS.words})",
    f"× statisch bestand ({figures.AIM_STATIC.words})", f"× lege view ({figures.AIM_EMPTY.words})",
    f"× Datasette HTML ({figures.AIM_DATASETTE.words})", f"× Datasette JSON ({figures.AIM_DATASETTE.words})",
    f"zonder geheugen, CPU ms ({figures.AIM_CPU_MS.words})", f"snelheid × die van 1× ({figures.AIM_RATE_GROWN.words})",
    f"CPU × die van 1× (10×: {figures.AIM_CPU_GROWN.words}; 100×: {figures.AIM_CPU_HUNDREDFOLD.words})",
    f"CPU × die van de andere versie ({figures.AIM_CPU_BESIDE.words}; 100×: {figures.AIM_CPU_BESIDE_GROWN.words})",
]  # fmt: skip


@dataclass
class Results:
    """All results of one run. `costs` and `exports_mb` have paths as keys. `growth` has results by growth factor and path.

    `reading` has results by kind of document and by how many times as long it was. `beside` is None when no other version was
    measured.
    """

    pages: list[Page]
    rates: Rates
    costs: dict[str, float | None]
    serving: Serving
    seeding_mb: float
    publication_mb: float
    exports_mb: dict[str, float]
    growth: dict[int, dict[str, Grown]] = field(default_factory=dict)
    processes_mb: float = 0.0
    running: Running = field(default_factory=Running)
    beside: Beside | None = None
    reading: dict[str, dict[int, Read]] = field(default_factory=dict)
    messages: Gathered | None = None


def table(results: Results) -> str:
    rows = [
        *_page_rows(results),
        *_reference_rows(results.rates),
        *_growth_rows(results),
        *_memory_rows(results),
        *_reading_rows(results),
        *_message_rows(results.messages),
    ]
    return markdown(HEADER, [_padded(row) for row in rows])


def _padded(row: list[str]) -> list[str]:
    return row + [NOTHING] * (len(HEADER) - len(row))


def _size(size: int | None) -> str:
    if size is None:
        return NOTHING
    return f"{number(size / MB)} MB" if size >= MB else f"{number(size / KB)} kB"


def speed(rate: Rate | None, *, aim95: Aim | None = None, aim99: Aim | None = None) -> list[str]:
    """Return four cells: the responses per second, and p50, p95 and p99 with their targets."""
    # wrk gives times of 0 when nothing answered, which would meet any target.
    if rate is None or not rate.per_second:
        return [DID_NOT_ANSWER, *[NOTHING] * 3]
    failed = f" ({rate.failed} mislukt ✗)" if rate.failed else ""
    return [number(rate.per_second) + failed, cell(rate.p50), cell(rate.p95, aim95), cell(rate.p99, aim99)]


def _speed(rate: Rate | None) -> list[str]:
    return speed(rate, aim99=figures.AIM_P99_MS)


def compared(rate: Rate | None, other: Rate | None, aim: figures.Aim) -> str:
    """Return the ratio of two rates with its target and, in brackets, the other rate."""
    if rate is None or other is None:
        return NOTHING
    return cell(ratio(rate.per_second, other.per_second), aim, beside=other.per_second)


def _page_rows(results: Results) -> list[list[str]]:
    rates, rows = results.rates, []
    for page in results.pages:
        own = rates.pages[page.path]
        rows.append([
            f"`{page.path}`", _size(len(page.body)), *_speed(own),
            compared(own, rates.static[page.path], figures.AIM_STATIC), compared(own, rates.empty, figures.AIM_EMPTY),
            compared(own, rates.html[page.path], figures.AIM_DATASETTE),
            compared(own, rates.json[page.path], figures.AIM_DATASETTE),
            cell(results.costs[page.path], figures.AIM_CPU_MS) or DID_NOT_ANSWER, NOTHING, NOTHING,
            _beside(results, 1, page.path, results.costs[page.path]),
        ])  # fmt: skip
    unchanged = rates.unchanged
    rows.append([
        f"`{LIST}`, 304", NOTHING, *_speed(unchanged), compared(unchanged, rates.static_unchanged, figures.AIM_STATIC),
        compared(unchanged, rates.empty, figures.AIM_EMPTY),
    ])  # fmt: skip
    return rows


def _reference_rows(rates: Rates) -> list[list[str]]:
    """Return the rows of the empty view. They are separate, because it is not one of the measured pages.

    The row of a page shows each rate that the page is compared with, in brackets.
    """
    return [
        ["lege view, zelfde stapel", NOTHING, *_speed(rates.empty)],
        ["lege view, zonder geheugen voor antwoorden", NOTHING, *_speed(rates.empty_without_memory)],
    ]


def _growth_rows(results: Results) -> list[list[str]]:
    rows = []
    for factor, pages in results.growth.items():
        for path, grown in pages.items():
            before, cost_before = results.rates.pages[path], results.costs[path]
            aim = figures.AIM_CPU_GROWN if factor < HUNDREDFOLD else figures.AIM_CPU_HUNDREDFOLD
            rate_ratio = ratio(grown.rate.per_second if grown.rate else None, before.per_second)
            rows.append([
                f"{factor}×: `{path}`", _size(grown.size), *_speed(grown.rate), *[NOTHING] * 4,
                cell(grown.cost, figures.AIM_CPU_MS) or DID_NOT_ANSWER,
                cell(rate_ratio, figures.AIM_RATE_GROWN), cell(ratio(grown.cost, cost_before), aim),
                _beside(results, factor, path, grown.cost),
            ])  # fmt: skip
    return rows


def _beside(results: Results, factor: int, path: str, cost: float | None) -> str:
    """Return the CPU cost of a page beside that of the other version, with a target for the pages that have one."""
    other = results.beside.costs.get(factor, {}).get(path) if results.beside else None
    return cell(ratio(cost, other), _aim_beside(factor, path), beside=other)


def _aim_beside(factor: int, path: str) -> Aim | None:
    is_large = path.startswith(("/nu/", "/overzicht/")) or (path.startswith(LIST) and path != LIST)
    if factor == 1 and (is_large or path == "/api/v1/maatregelen"):
        return figures.AIM_CPU_BESIDE
    if factor == HUNDREDFOLD and (is_large or path == "/api/v1/acties"):
        return figures.AIM_CPU_BESIDE_GROWN
    return None


def _row(words: str, value: float, aim: figures.Aim, unit: str = "MB") -> list[str]:
    """Return a row with one value and its target. It stands in the column of sizes, because it is no rate."""
    return [words, f"{number(value)} {unit} ({aim.words}) {'✓' if aim.is_met(value) else '✗'}".replace("  ", " ")]


def _reading_rows(results: Results) -> list[list[str]]:
    """Return the rows about reading a report document, and about one that is longer."""
    rows = []
    for kind, costs in results.reading.items():
        first, name = costs[1], f"rapportage lezen, {kind} van 45 bladzijden"
        rows.append(_row(f"{name}: CPU-tijd", first.seconds, figures.AIM_READING_S[kind], "s"))
        rows.append(_row(f"{name}: geheugen erbij", first.peak_mb, figures.AIM_READING_MB[kind]))
        for factor, read in costs.items():
            if factor > 1:
                words = f"{name}, {factor} keer zo lang: CPU-tijd"
                rows.append(_row(words, read.seconds / first.seconds, figures.AIM_READING_TENFOLD, "×"))
    return rows


def _message_rows(gathered: Gathered | None) -> list[list[str]]:
    """Return the rows about gathering the mails of many readers."""
    if gathered is None:
        return []
    name = f"berichten voor {gathered.mails} lezers"
    return [
        _row(f"{name}: klaarzetten", gathered.seconds, figures.AIM_GATHERING_S, "s"),
        _row(f"{name}: klaarzetten, processortijd", gathered.cpu_seconds, figures.AIM_GATHERING_CPU_S, "s"),
        _row(f"{name}: geheugen, piek", gathered.peak_mb, figures.AIM_GATHERING_MB),
        _row(f"{name}: traagste pagina intussen", gathered.slowest_ms, figures.AIM_GATHERING_MS, "ms"),
    ]


def _memory_rows(results: Results) -> list[list[str]]:
    """Return the rows about memory, each with its target."""
    serving, answers = results.serving, f"{results.serving.answers:,}".replace(",", ".")
    flatness = ratio(serving.late, serving.early) or 0
    return [
        _row("geheugen: proces dat begint", serving.begun, figures.AIM_SERVING_MB),
        _row("geheugen: proces na een tiende van de gemengde verzoeken", serving.early, figures.AIM_SERVING_MB),
        _row(f"geheugen: proces na {answers} gemengde verzoeken", serving.late, figures.AIM_SERVING_MB),
        _row("geheugen: groei sinds een tiende", flatness, figures.AIM_FLAT, "×"),
        _row("geheugen, piek: `manage.py seed`", results.seeding_mb, figures.AIM_PEAK_MB),
        _row("geheugen, piek: publicatie", results.publication_mb, figures.AIM_PEAK_MB),
        *[_row(f"geheugen, piek: `{path}`", peak, figures.AIM_PEAK_MB) for path, peak in results.exports_mb.items()],
    ]


def machine_words(results: Results, datasette: str, command: str, load_before: float) -> str:
    """Return the machine, the versions and how to read the table, as a Markdown list in Dutch."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("Django", "gunicorn", "whitenoise"))
    wrk = _first_line("wrk", "-v").split(" [")[0].removeprefix("wrk ").removeprefix("debian/")
    nginx = _first_line(NGINX, "-v").replace("nginx version: nginx/", "nginx ")
    other = f"{nginx}, {_first_line(datasette, '--version').replace(', version', '').capitalize()}, wrk {wrk}"
    return "\n".join([
        f"- Opdracht: `{command}`, op {dt.datetime.now(dt.UTC):%d-%m-%Y}. Alles op één machine: ook wrk rekent op deze kernen.",
        f"- Machine: {machine.processor()}, {machine.cores()} kernen, {number(machine.total_memory_gb())} GB geheugen, "
        f"Linux {platform.release()}; vooraf was de gemiddelde belasting {number(load_before)} (load average).",
        f"- Versies: Python {platform.python_version()}, {packages}, SQLite {sqlite3.sqlite_version}, {other}.",
        "- Tussen haakjes: hoeveel per seconde hetzelfde bestand statisch gaf, een lege view, of Datasette. Alles gevraagd met "
        "gzip, over 16 verbindingen. Van drie metingen de beste snelheid, de middelste tijden en de minste CPU-tijd. Een lege "
        "view in dezelfde stapel vraagt ook naar de versie van de inhoud. De portaalserver heeft 2 processen; Datasette heeft "
        "er één, zo wordt het gebruikt.",
        "- 10× en 100×: zo veel maatregelen, wetsvoorstellen, moties, acties, bronnotities en bevindingen, met alles wat "
        "eraan hangt, en vijf of tien rapportages meer. De 25 nummers, doelen, speerpunten en rollen zijn vast. „Zonder "
        "geheugen” is met `PAGE_MEMORY_MB=0`." + (TOO_BIG_TO_KEEP if _some_have_no_percentiles(results) else ""),
        *_words_about_running(results),
    ])  # fmt: skip


def _words_about_running(results: Results) -> list[str]:
    words = [
        "- Zoals het draait: beide versies met hun eigen `deploy/nginx.conf`, zonder de grenzen per bezoeker en verder "
        "ongewijzigd, met TLS en de instellingen van productie. Het bestand staat op dezelfde nginx en is even groot. De servers "
        "kwamen om de beurt. Bij het opslaan slaat een ander proces twee keer per seconde een concept op.",
        "- Het geheugen van alle processen samen telt wat zij delen één keer (PSS), ook het proces dat de andere start.",
    ]
    return [*words, f"- De andere versie is commit `{results.beside.commit}`."] if results.beside else words


def _some_have_no_percentiles(results: Results) -> bool:
    """Return whether a row of the table has a rate without percentiles."""
    rates, grown = results.rates, (page.rate for pages in results.growth.values() for page in pages.values())
    shown = [*rates.pages.values(), rates.unchanged, rates.empty, rates.empty_without_memory, *grown]
    return any(rate is not None and rate.p99 is None for rate in shown)


def _first_line(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).splitlines()[0].strip()
