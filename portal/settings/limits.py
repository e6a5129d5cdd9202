"""How much one client may send and ask, and how much a process keeps in memory."""

from portal.settings.environment import env

MEGABYTE = 1024 * 1024
# The largest file that staff can upload, in bytes.
LARGEST_UPLOAD = 5 * MEGABYTE
# The largest request body, in bytes: an upload with the form around it. `client_max_body_size` in deploy/nginx.conf is the same.
LARGEST_BODY = LARGEST_UPLOAD + MEGABYTE
# How much of what is public each process remembers; 0: nothing.
PAGE_MEMORY_MB = env("PAGE_MEMORY_MB")
# Whether each process remembers the facts that standings follow from, until the content changes.
AGENDA_MEMORY = True
# A reader is an address on the internet. Each process counts for itself.
API_RATE = env("API_RATE")
SEARCH_RATE = env("SEARCH_RATE")
