"""How the portal reads the words and numbers of a text and of a question: one reading for search, lists, files and the API."""
