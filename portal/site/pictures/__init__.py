"""Pictures of what pages already say, as inline SVG made on the server.

`axis` knows days and places, `drawing` what can stand on an axis and where its words fit; neither knows records or a
database. The other modules read records that a page has already fetched and say in Dutch what is drawn. Every picture has
a title, a description, and the same facts in a table or list on its page. Tags of `templatetags/pictures.py` draw them.
"""
