"""Pages that answer one question from the agenda: what parents have a right to, and what changed for a role."""
