"""What a document says, as rows to decide about, beside what was stored of an earlier version of it."""
