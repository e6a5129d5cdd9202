"""The published data as open data: a data package of tables, its description for catalogues, and an HTML page."""
