"""Measurements: each module starts the servers that it needs and returns its results."""
