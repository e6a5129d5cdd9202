"""What readers will see change: of a draft that is published, and of a proposal that is approved."""
