"""The settings, a module for each noun. Django reads the names in capitals."""

# Django wants all names in one module, so each module's names are taken over whole.
from portal.settings.api import *  # noqa: F403
from portal.settings.apps import *  # noqa: F403
from portal.settings.environment import *  # noqa: F403
from portal.settings.limits import *  # noqa: F403
from portal.settings.login import *  # noqa: F403
from portal.settings.logs import *  # noqa: F403
from portal.settings.security import *  # noqa: F403
from portal.settings.site import *  # noqa: F403
from portal.settings.storage import *  # noqa: F403
