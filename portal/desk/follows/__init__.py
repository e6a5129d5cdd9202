"""Middleware of the desk: what follows from a request that changed something, wherever it was changed."""
