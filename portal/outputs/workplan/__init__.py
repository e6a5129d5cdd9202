"""The work plan: the actions of a role, or the measures of the overview, beside the reader's own columns.

The reader keeps it in a workbook of his own. The portal makes the workbook, and brings a workbook of an earlier day up to date:
`plan` says what the portal knows today, `filled` what the workbook holds, and `updating` makes the new one. Nothing is stored.
"""
