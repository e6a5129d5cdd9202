"""What readers will see change when a draft is published: once as it is, and once with the gate opened for the draft."""

from django.urls import reverse

from measures.models import Action, Report
from measures.publication.gate import previewing
from portal.desk.effects.places import ChangedPlace, Place, Said, changed_places, everything
from portal.desk.effects.subjects import Subjects
from portal.outputs.feeds.history import of_publication
from portal.outputs.feeds.sources import Touched, touched_by


def effects_of(draft: Report) -> list[ChangedPlace]:
    """Return the places that publication of `draft` changes today."""
    # Otherwise the feeds of roles say the same of their actions before and after.
    has_new_actions = draft.mentions.exclude(action__in=Action.objects.published()).exists()
    before = _said(draft, has_new_actions)
    with previewing(draft.pk):
        after = _said(draft, has_new_actions)
    return changed_places(before, after, reverse("preview", args=[draft.slug]))


def _said(draft: Report, has_new_actions: bool) -> dict[Place, Said]:
    """Return what each place says. The feeds have an entry about the draft when the gate lets it through."""
    shown = Report.objects.published().filter(pk=draft.pk)
    entries = [of_publication(draft, touched_by(shown).get(draft.pk, Touched()))] if shown.exists() else []
    return everything(Subjects.of_report(draft), entries, in_full=False, with_actions=has_new_actions)
