"""The admin of the app `portal`. Django imports this module; `portal.desk.admin` defines the admin."""

import portal.desk.admin  # noqa: F401  # the import registers the admin classes
