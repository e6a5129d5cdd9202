"""The outputs for other programs: the API, downloads, feeds, open data, the sitemap and linked data."""
