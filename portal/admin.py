"""The admin of the app `portal`. Django looks for it here; it stands in the wing that it belongs to."""

import portal.desk.admin  # noqa: F401  # registers its classes when it is loaded
