"""The gunicorn worker, and a cache of public responses in the memory of each worker process.

The cache key is made of the URL and the version of the content, so a change shows at once. `portal.core.version` makes that
version from the counter of public changes, the date in the Netherlands and the code.
"""
