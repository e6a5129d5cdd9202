"""The addresses of all feeds and calendars of pages."""

from django.urls import reverse

from portal.outputs.following.views import LISTS


def followed_addresses(records, words):
    """Return the path of every feed and calendar, for the given records by kind, and for a search for these words."""
    keys = {kind: records[kind].key for kind in ("action", "measure", "bill", "motion", "role")} | {
        "goal": records["goal"].number
    }
    return [
        *[reverse("list-feed", args=[name]) for name in LISTS],
        *[reverse("list-calendar", args=[name]) for name, page in LISTS.items() if page.has_days],
        *[reverse(f"{kind}-feed", args=[key]) for kind, key in keys.items()],
        *[reverse(f"{kind}-calendar", args=[key]) for kind, key in keys.items()],
        f"{reverse('search-feed')}?q={words}",
        f"{reverse('search-calendar')}?q={words}",
    ]
