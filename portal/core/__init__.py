"""What every wing may use: the day, the version of the content, addresses, limits, problems. It imports no wing."""
