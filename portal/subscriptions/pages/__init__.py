"""The pages where a reader asks for messages by e-mail, confirms, changes, reads what is kept, and ends them."""
