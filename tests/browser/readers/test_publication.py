"""A work plan over a publication: what is new, moved and ended stands there with the reader's own notes."""

import pytest

from tests.server import copy_of, run, serving

PLAN = "/werkplan/schoolleider/"
PUBLISH = """
from django.db import transaction
from django.utils import timezone
from measures.models import Action, ActionMention, Measure, Report, Role
from measures.publication.freezing import loading
with transaction.atomic(), loading():
    report = Report.objects.create(slug="vgr-6", kind="voortgangsrapportage", title="Zesde voortgangsrapportage", number=6,
        publication="30 november 2026", location="x", state="gepubliceerd", published_at=timezone.now())
    new = Action.objects.create(slug="nieuwe-actie", text="Maak een nieuw plan.", kind="mogelijk")
    new.roles.add(Role.objects.get(slug="schoolleider"))
    new.measures.add(Measure.objects.get(slug="hoorrecht"))
    ActionMention.objects.create(action=new, report=report, location="x")
    ended, moved = (Action.objects.get(slug=slug) for slug in {slugs!r})
    ActionMention.objects.create(action=ended, report=report, location="x", in_force_until="2026-11-01")
    ActionMention.objects.create(action=moved, report=report, location="x", in_force_from="2030-08-01")
"""


@pytest.fixture
def own_portal(made_portal, tmp_path_factory):
    """Yield a separate portal and its address, because this test changes what the public sees."""
    environment = copy_of(made_portal, tmp_path_factory.mktemp("publicatie"))
    with serving(environment) as address:
        yield environment, address


def test_a_plan_over_a_publication(chromium, own_portal):
    environment, address = own_portal
    context = chromium.new_context(base_url=address)
    page = context.new_page()
    page.goto(PLAN)
    page.locator(".plan-fields").first.wait_for()
    option = page.locator('[data-action][data-code="kan-nu-al"]').first
    duty = page.locator('[data-kind="verplicht"]:is([data-code="datum-onbekend"], [data-code="niet-bevestigd"])').first
    slugs = [each.get_attribute("data-action") for each in (option, duty)]
    option.get_by_label("Notities").fill("Hier stoppen wij mee")
    duty.get_by_label("Notities").fill("Hier beginnen wij later mee")
    done = run(environment, PUBLISH.format(slugs=slugs))
    assert done.returncode == 0, done.stderr
    page.reload()
    news = page.locator("[data-news] li")
    news.first.wait_for()
    told = news.all_inner_texts()
    assert any(text.startswith("Nieuw: Maak een nieuw plan.") for text in told)
    assert any("→ Vervallen" in text and "(van u: Hier stoppen wij mee)" in text for text in told)
    assert any("→ Komt eraan" in text and "(van u: Hier beginnen wij later mee)" in text for text in told)
    assert page.locator(f'[data-action="{slugs[0]}"]').get_by_label("Notities").input_value() == "Hier stoppen wij mee"
    context.close()
