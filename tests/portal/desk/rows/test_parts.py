"""The parts of a bill: those that are known are offered, and another name for one is a warning."""

import pytest
from bs4 import BeautifulSoup

from laws.models import PlanningStep
from portal.desk.editing.checks import check

pytestmark = [pytest.mark.ignore_template_errors, pytest.mark.once]

BILL = "/beheer/redactie/vgr-6/wetsvoorstel/terugdringen-verzuim/"


def offered(client, address, name):
    page = BeautifulSoup(client.get(address).content, "html.parser")
    key = page.select_one(f'input[name="{name}"]')["list"]
    return [option["value"] for option in page.select(f"datalist#{key} option")]


def test_the_known_parts_are_offered_and_another_can_be_typed(as_editor, carried):
    parts = offered(as_editor, BILL, "planningstep-0-part")
    assert "Overige maatregelen" in parts
    assert offered(as_editor, BILL, "planningstep-1-part") == parts
    every = offered(as_editor, "/beheer/redactie/vgr-6/overig/gevolg/nieuw/", "part")
    assert set(parts) < set(every), "the form of an effect does not know its bill yet"


def test_a_part_under_another_name_is_a_warning(carried):
    before = {finding.key for finding in check(carried)}
    step = PlanningStep.objects.filter(snapshot__report=carried).exclude(part="").first()
    known, step.part = step.part, "overige artikelen"
    step.save()
    found = [finding for finding in check(carried) if finding.key not in before and "heet nergens anders zo" in finding.text]
    assert len(found) == 1
    assert known in found[0].text
    assert not found[0].is_error
