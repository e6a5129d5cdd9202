"""What follows from the records of several apps together, in Dutch: promised and delivered laws, and what stands out."""
