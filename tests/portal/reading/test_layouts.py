"""A report is read back whole, whatever layout a designer chooses."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from measures.enums import Status
from measures.models import Report
from portal.reading.blocks import Block
from portal.reading.known import known_records
from portal.reading.opening.program import blocks_of
from portal.reading.reader import read
from tests.portal.reading.layouts import HEADS, Document, Layout

LAYOUTS = st.builds(Layout, **dict.fromkeys(Layout.__dataclass_fields__, st.booleans()))
known = {}


def read_back(report, layout):
    """Return what is read from a report in this layout."""
    if "after" not in known:
        known["after"] = known_records(Report.objects.get(slug="vgr-5"))
    html = Document(report, layout).html
    return read([Block.of(block) for block in blocks_of("html", html.encode())], known["after"])


def compare(report, layout):
    reading = read_back(report, layout)
    document = Document(report, layout)
    measures = {measure.slug: measure for measure in reading.maatregelen}
    for stand in document.stands:
        found = measures.get(stand.measure.slug)
        if stand.status != Status.UNKNOWN:
            assert found is not None, stand.code
            assert found.status == stand.status, stand.code
    for stand in document.chapters:
        found = measures[stand.measure.slug]
        expected = sorted((item.kind, item.text) for item in stand.items.all() if item.kind in HEADS)
        assert sorted((part.soort, part.tekst) for part in found.onderdelen if part.soort in HEADS) == expected, stand.code
        assert found.betrokkenen == [row.printed for row in stand.involvements.all()], stand.code
    assert {motion.nummer for motion in reading.moties} == set(report.motionsnapshots.values_list("motion__number", flat=True))
    assert len(reading.wetsvoorstellen) == report.billsnapshots.count()
    steps = sum(1 for stand in report.billsnapshots.all() for step in stand.planning.all() if not step.part)
    assert sum(len(bill.planning) for bill in reading.wetsvoorstellen) == steps
    names = [(group.groep, name) for group in reading.partijen for name in group.namen]
    assert names == [(row.group_printed, row.party_printed) for row in report.representations.all()]
    return reading


@pytest.mark.once
@settings(max_examples=settings.default.max_examples // 10, phases=[Phase.generate])
@given(slug=st.sampled_from(["vgr-2", "vgr-5"]), layout=LAYOUTS)
def test_any_layout_reads_back_to_the_same_records(slug, layout):
    compare(Report.objects.get(slug=slug), layout)
