"""The settings of a portal whose clock stands still at the moment in the file `MOMENT`. A test moves the clock by writing it."""

import datetime as dt
import os
from pathlib import Path

from django.utils import timezone

from portal.settings import *  # noqa: F403

timezone.now = lambda: dt.datetime.fromisoformat(Path(os.environ["MOMENT"]).read_text()).astimezone(dt.UTC)
