"""What stands behind an action: the law, in Dutch words."""
