"""Where staff work: logging in, rights, drafts, the workbook, publication and correction."""
