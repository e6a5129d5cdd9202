"""How each kind of table or chapter is read: one module per kind."""
