"""Storage: fixtures in and out, backups, and the cache that all processes share."""
