"""The downloads of lists as CSV, XLSX, ODS, PDF and iCalendar, with the same filters as their HTML page."""
