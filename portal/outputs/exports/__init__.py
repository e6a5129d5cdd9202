"""The downloads of lists as CSV, XLSX, PDF and iCalendar, with the same filters as their HTML page."""
