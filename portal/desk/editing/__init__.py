"""The rules from a draft to its publication: worklist, checks, publishing, correcting. They know no request, except `unsaved`."""
