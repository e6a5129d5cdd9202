"""Reading of a report document: a file becomes blocks, and blocks become what the report says about each record."""
