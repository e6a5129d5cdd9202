"""The pages below /beheer/redactie/: URL patterns, views and forms."""
