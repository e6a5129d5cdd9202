"""The feed and the calendar of every page that shows records: the address of the page with .atom or .ics, and its filters.

`records` says which records a page shows, `pages` which pages there are, and `views` makes the files.
"""
