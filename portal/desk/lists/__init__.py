"""Lists that are edited in place: all rows of one kind of a draft as lines in one form."""
