"""The rules for editing a report: worklist, checklist, publication and correction."""
