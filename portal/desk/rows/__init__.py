"""Forms of rows that stand below each other as lines: their fields, their order, and their subheadings."""
