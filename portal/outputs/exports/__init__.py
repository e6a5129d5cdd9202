"""Lists as files: CSV, XLSX, PDF and iCalendar, with the filters of the page that they belong to."""
