"""Monitoring for operators: health checks, metrics, the log of requests and the log of acts."""
