"""Messages by e-mail about what changes, for readers without an account."""
