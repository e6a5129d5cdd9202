"""What a workbook and the portal both changed: found with the values that the workbook was made of, and settled by row."""
