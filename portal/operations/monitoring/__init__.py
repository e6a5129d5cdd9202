"""What an operator sees: health, metrics, the log of requests and the log of acts."""
