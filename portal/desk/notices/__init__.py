"""„Er is iets gebeurd”: one page for a source that tells one thing between two reports, and what readers will see of it.

What it makes is a report like any other: the worklist, the checklist, four eyes and publication are those of every report.
"""
