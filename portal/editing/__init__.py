"""From a draft report to publication: worklist, checks, publishing, correcting, and the pages for staff."""
