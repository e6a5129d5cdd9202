"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

application = get_wsgi_application()

# Imported here, because this module needs the settings.
from portal.operations.serving.preloading import preload  # noqa: E402

preload()
