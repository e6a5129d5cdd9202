"""Metrics and logging."""

from django.core.exceptions import ImproperlyConfigured

from portal.settings.environment import env

# The token that a client of /metrics must send. When it is empty, /metrics is a 404.
METRICS_TOKEN = env("METRICS_TOKEN")
LOG_REQUESTS = env("LOG_REQUESTS")
LOG_FORMATS = {"tekst": "portal.operations.monitoring.logs.Text", "json": "portal.operations.monitoring.logs.Json"}
if env("LOG_FORMAT") not in LOG_FORMATS:
    raise ImproperlyConfigured(f"LOG_FORMAT is „{env('LOG_FORMAT')}”; kies {' of '.join(LOG_FORMATS)}.")
HANDLERS = {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request"]}}
if env("ERROR_HANDLER"):
    # A logging handler that also gets every error, such as the handler of Sentry.
    HANDLERS["reports"] = {"class": env("ERROR_HANDLER"), "level": "ERROR", "filters": ["request"]}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": LOG_FORMATS[env("LOG_FORMAT")]}},
    "filters": {"request": {"()": "portal.operations.monitoring.requests.NameOfRequest"}},
    "handlers": HANDLERS,
    "root": {"handlers": list(HANDLERS), "level": env("LOG_LEVEL")},
}
