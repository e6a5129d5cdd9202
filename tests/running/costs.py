"""The report at the end of a run: the processor time of the run, and of the files and the tests that took most of it.

Processor time hardly depends on how busy the machine is, unlike the time on a clock. docs/tests.md states what `make test` may
take.
"""

import os
import resource
from collections import Counter

import pytest
from django.db import connection

SHOWN = 10
# What a run of `make test` may take, in seconds: see the table in docs/tests.md.
AIMS = {"sqlite": 470, "postgresql": 100}
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
        self.by_test: Counter[str] = Counter()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item):
        begun, shared = spent(), self.by_file[ONCE]
        done = yield
        cost = spent() - begun - (self.by_file[ONCE] - shared)
        self.by_file[item.location[0]] += cost
        self.by_test[item.nodeid] = cost
        return done

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef):
        if fixturedef.scope != "session":
            return (yield)
        begun = spent()
        made = yield
        self.by_file[ONCE] += spent() - begun
        return made

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session):
        """In a process of xdist, hand the figures to the process that reports."""
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput["costs"] = [dict(self.by_file), dict(self.by_test.most_common(SHOWN))]

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node):
        of_files, of_tests = getattr(node, "workeroutput", {}).get("costs", ({}, {}))
        self.by_file.update(of_files)
        self.by_test.update(of_tests)

    def pytest_terminal_summary(self, terminalreporter):
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        total = sum(os.times()[:2]) + ended.ru_utime + ended.ru_stime
        told = f"Processortijd: {total:.0f} s."
        # Only what `make test` runs leaves the stories out.
        if "not story" in terminalreporter.config.option.markexpr and total > (most := AIMS[connection.vendor]):
            told += f" Dat is meer dan de {most} s van docs/tests.md."
        terminalreporter.write_line(f"{told} De duurste bestanden en tests:")
        for found in (self.by_file, self.by_test):
            for name, seconds in found.most_common(SHOWN):
                terminalreporter.write_line(f"  {seconds:6.1f} s  {name}")
