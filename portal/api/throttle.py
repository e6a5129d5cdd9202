"""A limit that a normal reader never meets."""

from django.conf import settings
from django.core.cache import caches
from rest_framework.throttling import AnonRateThrottle


class ReaderThrottle(AnonRateThrottle):
    """So many requests a minute from one address (`API_RATE`), counted by each process in its own memory."""

    cache = caches["memory"]

    def get_rate(self) -> str:
        return settings.API_RATE
