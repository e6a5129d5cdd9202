"""The second table of the report: the portal as it runs in production, behind nginx."""

from bench import figures
from bench.figures import Rate, ratio
from bench.measuring.running import Case
from bench.report import DID_NOT_ANSWER, Results
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
        compared = [_beside(own, file, figures.AIM_FILE), _beside(own, other, figures.AIM_RATE_BESIDE), NOTHING]
        rows.append([*_row(_words(case), own, case), *compared])
    for case, while_saving in running.saving.items():
        compared = [NOTHING, NOTHING, _beside(while_saving, running.own.get(case), figures.AIM_SAVING)]
        rows.append([*_row(f"{_words(case)}, terwijl iemand opslaat", while_saving, case), *compared])
    for path, told in running.costly.items():
        # A page beside costly files has a target for its p95 and no other.
        speed = _speed(told, aim95=figures.AIM_P95_COSTLY_MS)
        words = f"`{path}`, naast 64 op zware bestanden (p95 {figures.AIM_P95_COSTLY_MS.words})"
        rows.append([words, *speed, NOTHING, NOTHING, NOTHING])
    rows.append(_memory_row(results))
    return markdown(HEADER, rows)


def _words(case: Case) -> str:
    return f"`{case.path}`{', 304' if case.unchanged else ''}, {case.connections} verbindingen"


def _row(words: str, rate: Rate, case: Case) -> list[str]:
    aim = figures.AIM_P99_RUNNING_MS if case.connections == MANY else None
    return [words, *_speed(rate, aim99=aim)]


def _speed(rate: Rate, aim95: figures.Aim | None = None, aim99: figures.Aim | None = None) -> list[str]:
    # wrk gives times of 0 when nothing answered, which would meet any target.
    if not rate.per_second:
        return [DID_NOT_ANSWER, *[NOTHING] * 3]
    return [number(rate.per_second) + _failed(rate), cell(rate.p50), cell(rate.p95, aim95), cell(rate.p99, aim99)]


def _failed(rate: Rate) -> str:
    return f" ({rate.failed} mislukt ✗)" if rate.failed else ""


def _beside(rate: Rate, other: Rate | None, aim: figures.Aim) -> str:
    if other is None:
        return NOTHING
    return cell(ratio(rate.per_second, other.per_second), aim, beside=other.per_second)


def _memory_row(results: Results) -> list[str]:
    """Return the row of the memory of all processes together, beside that of the other version."""
    other = results.beside.processes_mb if results.beside else None
    compared = cell(ratio(results.processes_mb, other), figures.AIM_MEMORY_BESIDE, beside=other)
    words = f"geheugen van alle processen samen, in MB ({figures.AIM_MEMORY_BESIDE.words} × andere versie)"
    return [words, number(results.processes_mb), *[NOTHING] * 4, compared, NOTHING]
