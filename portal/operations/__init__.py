"""What keeps the portal running: serving answers, monitoring, storage, and the middleware around every request."""
