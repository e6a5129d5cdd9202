"""Limits on the requests of one client, and on the memory of a process."""

from portal.settings.environment import env

# The largest request body, in bytes. A workbook is at most 5 MB, and its form is a little larger. nginx has the same limit.
MOST_SENT = 6 * 1024 * 1024
# The size of the response cache of each process, in MB; 0 switches the cache off.
PAGE_MEMORY_MB = env("PAGE_MEMORY_MB")
# Whether each process caches the facts that standings are computed from, until the content changes.
AGENDA_MEMORY = True
# Requests per client IP address, such as 60/min. Each process counts separately.
API_RATE = env("API_RATE")
SEARCH_RATE = env("SEARCH_RATE")
