"""The settings of the portal, with the URL patterns of the benchmark."""

from portal.settings import *  # noqa: F403

ROOT_URLCONF = "bench.portal.urls"
