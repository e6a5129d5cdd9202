"""Reading of a report document: its CPU time and memory, and how both grow with the length of the document."""

from dataclasses import dataclass

from bench.servers.serving import Place

KINDS = ("docx", "pdf")


@dataclass(frozen=True)
class Read:
    """What reading one document cost: CPU seconds of all processes, and the peak in MB that it adds to the process that reads.

    That peak includes the process that opens the file.
    """

    seconds: float
    peak_mb: float


def measure_reading(place: Place, factors: tuple[int, ...]) -> dict[str, dict[int, Read]]:
    """Return the costs by kind of document and by factor. A document of factor 1 is as long as one of 45 pages."""
    found: dict[str, dict[int, Read]] = {kind: {} for kind in KINDS}
    for kind in KINDS:
        for factor in factors:
            path = place.folder / f"rapportage-{factor}.{kind}"
            place.task("document", place.database(), kind, str(factor), str(path))
            told = place.task("reading", place.database(), str(path))
            found[kind][factor] = Read(told["seconds"], told["added_mb"])
    return found
