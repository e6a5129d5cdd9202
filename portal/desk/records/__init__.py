"""Pages of the desk for whole records and drafts: new ones, removal, and a draft that continues a withdrawn report."""
