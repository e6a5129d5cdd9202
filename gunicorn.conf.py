"""How gunicorn serves the portal; what differs per machine (address, workers) is given when it starts."""

# The longest request line that gunicorn takes; the API says what is wrong with one that is shorter.
limit_request_line = 8190
