"""What other programs read: the API, files, feeds, open data, the sitemap and linked data."""
