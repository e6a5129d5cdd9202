"""Limits on the requests of one client, and on the memory of a process."""

from portal.settings.environment import env

MEGABYTE = 1024 * 1024
# The largest file that staff can upload, in bytes.
LARGEST_UPLOAD = 5 * MEGABYTE
# The largest request body, in bytes: an upload with the form around it. `client_max_body_size` in deploy/nginx.conf is the same.
LARGEST_BODY = LARGEST_UPLOAD + MEGABYTE
# The size of the response cache of each process, in MB; 0 switches the cache off.
PAGE_MEMORY_MB = env("PAGE_MEMORY_MB")
# Whether each process keeps what `portal.core.kept` holds, until the content changes.
CONTENT_MEMORY = True
# Requests per client IP address, such as 60/min or 20/hour. Each process counts separately.
API_RATE = env("API_RATE")
SEARCH_RATE = env("SEARCH_RATE")
PLAN_RATE = env("PLAN_RATE")
MAIL_RATE = env("MAIL_RATE")
# A file that comes in stays in memory: a temporary file would stay on the disk when a process is killed.
FILE_UPLOAD_MAX_MEMORY_SIZE = LARGEST_UPLOAD
# The most fields of one form. A list of two hundred rows in one form at the desk has ten fields a row; Django allows 1000.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
