"""The admin of the app `portal`. Django imports this module; the wings below `portal` define the admin."""

import portal.desk.admin
import portal.subscriptions.admin  # noqa: F401  # the imports register the admin classes, or take them away
