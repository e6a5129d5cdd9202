"""Logging in for staff: a password and a second step, or the identity provider of the organisation. Visitors never log in.

allauth does the work; this package says who may come in (`adapters`), what must be done first (`middleware`) and where (`urls`).
"""
