"""Proposals: what is public outside the reports changes with a reason and a second person, never in the admin."""
