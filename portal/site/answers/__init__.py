"""What a page answers in its first sentences."""
