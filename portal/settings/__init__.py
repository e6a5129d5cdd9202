"""The settings, one module per subject. Django reads the names in capitals."""

# Django wants all settings in one module, so this module imports all names of the others.
from portal.settings.api import *  # noqa: F403
from portal.settings.apps import *  # noqa: F403
from portal.settings.environment import *  # noqa: F403
from portal.settings.limits import *  # noqa: F403
from portal.settings.login import *  # noqa: F403
from portal.settings.logs import *  # noqa: F403
from portal.settings.mail import *  # noqa: F403
from portal.settings.security import *  # noqa: F403
from portal.settings.site import *  # noqa: F403
from portal.settings.storage import *  # noqa: F403
