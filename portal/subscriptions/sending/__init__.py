"""From the queue to the mail server, one mail at a time; and what goes when it is done or too old."""
