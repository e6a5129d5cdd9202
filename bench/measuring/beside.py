"""Another version of the portal, measured in the same run: its CPU costs and its memory, as those of this version are."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bench.figures import BenchError
from bench.measuring.costs import measure_costs
from bench.measuring.pages import Page
from bench.measuring.rates import write_static
from bench.measuring.sizes import PART_SECONDS, write_mix
from bench.servers import load, machine
from bench.servers.building import build
from bench.servers.serving import Place, Portal


@dataclass
class Beside:
    """The results of the other version. `costs` are in ms, by growth factor (1 for the original content) and path."""

    commit: str
    costs: dict[int, dict[str, float | None]] = field(default_factory=dict)
    processes_mb: float | None = None


def prepare(commit: str, folder: Path, pages: list[Page]) -> Place:
    """Build a commit and fill its database with its own content."""
    folder.mkdir()
    place = Place(folder, build(commit, folder / "code"))
    for task in ("empty", "seed", "static"):
        place.task(task, place.database())
    write_static(place, pages)
    return place


def measure_beside(commit: str, place: Place, paths: Iterable[str], factors: Iterable[int]) -> Beside:
    paths, found = list(paths), Beside(commit)
    found.costs[1] = measure_costs(place, paths)
    for factor in factors:
        place.copy(place.database(), place.database(factor))
        place.task("multiply", place.database(factor), str(factor))
        found.costs[factor] = measure_costs(place, paths, factor)
    return found


def measure_processes(place: Place, pages: list[Page], requests: int) -> float:
    """Return the memory in MB of all processes of a server together, after a number of mixed requests.

    Memory that they share counts once. Raises BenchError when wrk gets no response.
    """
    with Portal(place) as portal:
        portal.workers()
        mix, answers = write_mix(place, portal.port, pages), 0
        while answers < requests:
            told = load.wrk(portal.port, "/", PART_SECONDS, mix=mix)
            if not told.answers:
                raise BenchError("De server antwoordde niet op de gemengde verzoeken.")
            answers += told.answers
        return sum(machine.shared_memory_mb(pid) for pid in (portal.process.pid, *portal.workers()))
