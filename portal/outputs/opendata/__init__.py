"""The published set as open data: a data package of tables, its description for catalogues, and a page about it."""
