#!/usr/bin/env python
"""Run a management command of the portal."""

import os
import sys

from portal.management.line import run

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    run(sys.argv)
