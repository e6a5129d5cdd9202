"""How much one client may send and ask, and how much a process keeps in memory."""

from portal.settings.environment import env

# Bytes of a form with a workbook in it, which is 5 MB at most; nginx refuses what is larger before it comes here.
MOST_SENT = 6 * 1024 * 1024
# How much of what is public each process remembers; 0: nothing.
PAGE_MEMORY_MB = env("PAGE_MEMORY_MB")
# Whether each process remembers the facts that standings follow from, until the content changes.
AGENDA_MEMORY = True
# A reader is an address on the internet. Each process counts for itself.
API_RATE = env("API_RATE")
SEARCH_RATE = env("SEARCH_RATE")
