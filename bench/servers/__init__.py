"""The servers under test: starting them, sending them requests, and reading their CPU time and memory from Linux."""
