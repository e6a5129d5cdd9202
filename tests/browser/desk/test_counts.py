"""A whole report by hand in a real browser, counted: every kind of step is played once, and multiplied as in the fifth report.

A load is a page that the browser asks for; a form and the page that answers it are one. Fields are what an editor fills in. What
is multiplied is said in `TIMES`: it is not played as often. Choosing the words of a sentence counts as nothing.
"""

import pytest

from measures.models import Finding, Report
from tests.browser.desk.test_lines import MAKE as MAKE_A_DRAFT
from tests.browser.desk.whole_report import IN_A_ROW, STEPS, Played, explains, publishes
from tests.browser.steps import PASSWORD
from tests.browser.test_story import MAKE, enter
from tests.server import copy_of, manage, serving

# What a whole report took before: 880 page loads. A third of it is the most.
MOST = 880 // 3
# How often a report like the fifth needs each step. New records and notes are an estimate, as in the count of before: 20 notes.
TIMES = {
    "een maatregel van 23 punten": lambda report: report.measuresnapshots.count(),
    "een wetsvoorstel": lambda report: report.billsnapshots.count(),
    "een motie": lambda report: report.motionsnapshots.count(),
    "een doel": lambda report: report.goalsnapshots.count(),
    "een nieuwe motie": lambda _report: 5,
    "een nieuwe deelmaatregel met vier punten": lambda _report: 1,
    "een nieuwe actie": lambda _report: 5,
    "een cijfer bij een bevinding": lambda report: (
        Finding.objects.filter(report=report, figures__isnull=False).distinct().count()
    ),
    "een hoofdstuk met twee punten": lambda report: report.sections.filter(items__isnull=False).distinct().count(),
    "waar een bronnotitie over gaat": lambda _report: 20,
}


@pytest.fixture
def people(chromium, made_portal, tmp_path):
    """Yield a page for each person, logged in, on a portal of their own with a chapter of 25 bullets in a draft."""
    environment = copy_of(made_portal, tmp_path)
    manage(environment, "shell", "-c", f"{MAKE_A_DRAFT}{MAKE.format(people={'piet': 'Publicist'}, password=PASSWORD)}")
    with serving(environment) as address:
        contexts = [chromium.new_context(base_url=address, viewport={"width": 1280, "height": 900}) for _ in range(2)]
        pages = [context.new_page() for context in contexts]
        for name, page in zip(("roos", "piet"), pages, strict=True):
            enter(page, name)
            page.set_default_timeout(120_000)
        yield pages
        for context in contexts:
            context.close()


@pytest.mark.story
def test_a_whole_report_by_hand_takes_a_third_of_what_it_took(people):
    roos, piet = people
    played = Played()
    for name, play in STEPS.items():
        played.step(roos, name, play)
    for name, (address, play) in IN_A_ROW.items():
        roos.goto(address)
        played.step(roos, name, play)
    played.step(roos, "toelichtingen", explains)
    played.step(piet, "akkoord en publiceren", publishes)
    report = Report.objects.get(slug="vgr-5")
    # The first of a row is opened by its address; here all four are.
    total = [len(IN_A_ROW), 0]
    for name, (loads, submits, fields) in played.steps.items():
        times = TIMES.get(name, lambda _report: 1)(report)
        total = [total[0] + times * loads, total[1] + times * submits]
        print(f"{name}: {loads} bladzijden, {submits} keer insturen, {fields} velden, {times} keer")
    print(f"een hele rapportage: {total[0]} bladzijden, {total[1]} keer insturen")
    assert total[0] <= MOST
