"""Forms that were sent after the login had expired: kept in the session, and offered again after the next login."""
