"""The benchmark: `make bench` or `python -m bench`. The table goes to stdout, progress to stderr."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from bench.figures import BenchError
from bench.measuring.beside import measure_beside, measure_processes, prepare
from bench.measuring.costs import measure_costs
from bench.measuring.growth import measure_growth
from bench.measuring.messages import measure_messages
from bench.measuring.pages import find_pages
from bench.measuring.rates import measure_rates, write_static
from bench.measuring.reading import measure_reading
from bench.measuring.running import measure_running
from bench.measuring.sizes import measure_exports, measure_publication, measure_serving
from bench.report import Results, machine_words, table
from bench.running_report import running_table
from bench.servers import load, machine
from bench.servers.serving import Place, Portal

SECONDS, SECONDS_QUICK = 2, 1
REQUESTS, REQUESTS_QUICK = 100_000, 5_000
MIXED, MIXED_QUICK = 20_000, 2_000
# Behind nginx, every case is measured many times over.
SECONDS_RUNNING = 1
FACTORS, FACTORS_QUICK = (10, 100), (10,)
FACTORS_READING, FACTORS_READING_QUICK = (1, 10), (1,)
BEGUN = time.monotonic()


def say(words: str) -> None:
    print(f"— {time.monotonic() - BEGUN:4.0f} s: {words}", file=sys.stderr, flush=True)


def measure(place: Place, datasette: str, commit: str | None, is_quick: bool) -> Results:
    seconds = SECONDS_QUICK if is_quick else SECONDS
    say("Database vullen in een tijdelijke map")
    place.task("empty", place.database())
    seeding_mb = place.task("seed", place.database())["peak_mb"]
    place.task("static", place.database())
    with Portal(place) as portal:
        pages = find_pages(portal.port)
    write_static(place, pages)
    paths = [page.path for page in pages]
    say("Antwoorden per seconde, en die van statische bestanden, een lege view en Datasette")
    rates = measure_rates(place, pages, datasette, seconds)
    say("CPU-tijd zonder geheugen")
    costs = measure_costs(place, paths)
    growth = {}
    for factor in FACTORS_QUICK if is_quick else FACTORS:
        say(f"{factor} keer zo veel")
        growth[factor] = measure_growth(place, factor, paths, seconds)
    say("Een rapportage lezen")
    reading = measure_reading(place, FACTORS_READING_QUICK if is_quick else FACTORS_READING)
    say("Geheugen van publiceren en van de exports")
    publication_mb = measure_publication(place)
    exports_mb = measure_exports(place, paths[2])
    requests = REQUESTS_QUICK if is_quick else REQUESTS
    say(f"Geheugen over {requests} gemengde verzoeken")
    serving = measure_serving(place, pages, requests)
    say("Berichten klaarzetten voor veel lezers")
    messages = measure_messages(place)
    results = Results(
        pages, rates, costs, serving, seeding_mb, publication_mb, exports_mb, growth, reading=reading, messages=messages
    )
    measure_beside_and_running(place, results, commit, is_quick)
    return results


def measure_beside_and_running(place: Place, results: Results, commit: str | None, is_quick: bool) -> None:
    """Measure the other version if there is one, and both versions as they run in production. Add it all to the results."""
    pages, mixed, other = results.pages, MIXED_QUICK if is_quick else MIXED, None
    if commit:
        say(f"{commit} bouwen en vullen")
        other = prepare(commit, place.folder / "ernaast", pages)
        say(f"CPU-tijd zonder geheugen van {commit}")
        results.beside = measure_beside(commit, other, results.costs, [] if is_quick else [FACTORS[-1]])
    say(f"Geheugen van alle processen na {mixed} gemengde verzoeken")
    results.processes_mb = measure_processes(place, pages, mixed)
    if other and results.beside:
        results.beside.processes_mb = measure_processes(other, pages, mixed)
    say("Zoals het draait: achter nginx, met TLS")
    results.running = measure_running(place, other, pages, SECONDS_RUNNING)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Meet hoe snel en hoe groot het portaal is.")
    parser.add_argument("--quick", action="store_true", help="korter en minder: om te zien of alles werkt")
    parser.add_argument("--datasette", default="datasette", help="het programma van Datasette")
    parser.add_argument("--beside", metavar="COMMIT", help="een andere versie, om naast deze te meten")
    options = parser.parse_args()
    load_before = machine.load()
    try:
        load.require_wrk()
        with tempfile.TemporaryDirectory(prefix="portaal-meting-") as folder:
            results = measure(Place(Path(folder)), options.datasette, options.beside, options.quick)
    except BenchError as error:
        sys.exit(str(error))
    say("Klaar")
    print(table(results))
    print("\nZoals het draait: `deploy/nginx.conf` met TLS voor twee processen.\n")
    print(running_table(results))
    print()
    made_with = "python -m bench --quick" if options.quick else "make bench"
    command = made_with + (f" BESIDE={options.beside}" if options.beside else "")
    print(machine_words(results, options.datasette, command, load_before))


if __name__ == "__main__":
    main()
