"""The second table of the report: the portal as it runs in production, behind nginx."""

from bench import figures
from bench.figures import Rate, ratio
from bench.measuring.running import Case
from bench.report import Results, compared, speed
from bench.table import NOTHING, cell, markdown, number

# The target for p99 holds at this number of connections.
MANY = 64
HEADER = [
    "", "per s", "p50 ms", "p95 ms", f"p99 ms (bij {MANY}: {figures.AIM_P99_RUNNING_MS.words})",
    f"× bestand van nginx ({figures.AIM_FILE.words})", f"× andere versie ({figures.AIM_RATE_BESIDE.words})",
    f"× zonder opslaan ({figures.AIM_SAVING.words})",
]  # fmt: skip


def running_table(results: Results) -> str:
    running = results.running
    rows = []
    for case, own in running.own.items():
        file, other = running.file.get(case), running.beside.get(case)
        ratios = [compared(own, file, figures.AIM_FILE), compared(own, other, figures.AIM_RATE_BESIDE), NOTHING]
        rows.append([*_row(_words(case), own, case), *ratios])
    for case, while_saving in running.saving.items():
        ratios = [NOTHING, NOTHING, compared(while_saving, running.own.get(case), figures.AIM_SAVING)]
        rows.append([*_row(f"{_words(case)}, terwijl iemand opslaat", while_saving, case), *ratios])
    for path, told in running.costly.items():
        # A page beside costly files has a target for its p95 and no other.
        speeds = speed(told, aim95=figures.AIM_P95_COSTLY_MS)
        words = f"`{path}`, naast 64 op zware bestanden (p95 {figures.AIM_P95_COSTLY_MS.words})"
        rows.append([words, *speeds, NOTHING, NOTHING, NOTHING])
    rows.append(_memory_row(results))
    return markdown(HEADER, rows)


def _words(case: Case) -> str:
    return f"`{case.path}`{', 304' if case.unchanged else ''}, {case.connections} verbindingen"


def _row(words: str, rate: Rate, case: Case) -> list[str]:
    aim = figures.AIM_P99_RUNNING_MS if case.connections == MANY else None
    return [words, *speed(rate, aim99=aim)]


def _memory_row(results: Results) -> list[str]:
    """Return the row of the memory of all processes together, beside that of the other version."""
    other = results.beside.processes_mb if results.beside else None
    compared = cell(ratio(results.processes_mb, other), figures.AIM_MEMORY_BESIDE, beside=other)
    words = f"geheugen van alle processen samen, in MB ({figures.AIM_MEMORY_BESIDE.words} × andere versie)"
    return [words, number(results.processes_mb), *[NOTHING] * 4, compared, NOTHING]
