"""The report at the end of a run: the processor time of the run, and of the files that took most of it.

Processor time hardly depends on how busy the machine is, unlike the time on a clock. docs/tests.md states what `make test` may
take.
"""

import os
import resource
from collections import Counter

import pytest

SHOWN = 10
ONCE = "eenmalig per proces: de database, de server, Chromium"


def spent() -> float:
    """Return the processor time, in seconds, of this process and of its children that have ended."""
    return sum(os.times()[:4])


class Costs:
    """A pytest plugin that adds up the processor time per test file.

    A server or browser that outlives its test counts in the total only.
    """

    def __init__(self) -> None:
        self.by_file: Counter[str] = Counter()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item):
        begun, shared = spent(), self.by_file[ONCE]
        done = yield
        self.by_file[item.location[0]] += spent() - begun - (self.by_file[ONCE] - shared)
        return done

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef):
        begun = spent()
        made = yield
        if fixturedef.scope == "session":
            self.by_file[ONCE] += spent() - begun
        return made

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session):
        """In a process of xdist, hand the figures to the process that reports."""
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput["costs"] = dict(self.by_file)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node):
        self.by_file.update(getattr(node, "workeroutput", {}).get("costs", {}))

    def pytest_terminal_summary(self, terminalreporter):
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        total = sum(os.times()[:2]) + ended.ru_utime + ended.ru_stime
        terminalreporter.write_line(f"Processortijd: {total:.0f} s. De duurste bestanden:")
        for file, seconds in self.by_file.most_common(SHOWN):
            terminalreporter.write_line(f"  {seconds:6.1f} s  {file}")
