"""The Django side of the benchmark, for child processes only: `DJANGO_SETTINGS_MODULE=bench.portal.settings`."""
