"""Pages for working together on a draft."""
