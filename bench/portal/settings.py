"""The portal's own settings, with one address more: a view that does nothing, in the same stack. For the benchmark only."""

from portal.settings import *  # noqa: F403

ROOT_URLCONF = "bench.portal.urls"
