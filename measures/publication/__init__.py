"""What publication means for the rows of a report: who may see them (`gate`), and that they stay as they are (`freezing`)."""
