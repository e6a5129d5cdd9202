"""Pictures of facts that pages also state in text, as inline SVG made on the server.

`axis` converts days to positions. `drawing` places marks and labels on an axis. Both know no models and run no queries.
The other modules convert records that a page has already fetched. Every picture has a title, a description, and the same
facts in a table or list on its page. The tags of `portal.site.tags.pictures` render the pictures.
"""
