"""Messages by e-mail: gathering for many readers what one publication says, while the portal serves."""

import threading
from dataclasses import dataclass

from bench.figures import BenchError
from bench.servers import load
from bench.servers.serving import Place, Portal

READERS, CHANGES = 10_000, 40
MS = 1_000
# Made anew each time, so that it asks the database.
PATH, ANEW = "/maatregelen/", "0"


@dataclass(frozen=True)
class Gathered:
    """What gathering cost: seconds, those of the processor, the peak memory in MB, and the slowest page meanwhile in ms."""

    mails: int
    seconds: float
    cpu_seconds: float
    peak_mb: float
    slowest_ms: float


def measure_messages(place: Place, readers: int = READERS, changes: int = CHANGES) -> Gathered:
    copy = place.copy(place.database(), place.folder / "berichten.sqlite3")
    place.task("readers", copy, str(readers), str(changes))
    with Portal(place, DATABASE_URL=f"sqlite:///{copy}", PAGE_MEMORY_MB=ANEW) as portal:
        done, slowest = threading.Event(), [0.0]

        def visit() -> None:
            while not done.is_set():
                answer = load.fetch(portal.port, PATH)
                if answer.status != 200:
                    raise BenchError(f"{PATH} antwoordde met {answer.status}")
                slowest[0] = max(slowest[0], answer.seconds)

        visitor = threading.Thread(target=visit)
        visitor.start()
        try:
            told = place.task("gathering", copy)
        finally:
            done.set()
            visitor.join()
    return Gathered(int(told["mails"]), told["seconds"], told["cpu_seconds"], told["peak_mb"], slowest[0] * MS)
