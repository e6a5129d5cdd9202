"""The sentence of the source beside ours, for each row of a report that is in our own words."""
