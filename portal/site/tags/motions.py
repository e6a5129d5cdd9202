"""Tags for motions on the pages of other records."""

from django import template

from motions.models import Motion
from motions.querysets import MotionQuerySet

register = template.Library()


@register.simple_tag
def motions_in(dossier: str) -> MotionQuerySet:
    """Return the public motions with this dossier number, in order. None for a bill without a dossier."""
    motions = Motion.objects.published()
    return motions.filter(number__startswith=f"{dossier}-").in_order() if dossier else motions.none()
