"""Getting content in and out: fixtures, backups, and the cache that processes share."""
