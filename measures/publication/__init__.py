"""The publication of reports: the limit of what is public (`gate`) and the protection of published rows (`freezing`)."""
