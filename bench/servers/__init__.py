"""The servers under test: how to start them, send them requests and read their CPU time and memory from Linux."""
