"""The part of the portal for staff: login, rights, editing of drafts, the Excel workbook, publication and correction."""
