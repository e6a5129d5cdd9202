"""Login for staff: a password and a second factor, or the identity provider of the organisation. Visitors never log in.

allauth does the work. This package adds the rules for who may log in (`adapters`), the check of the second factor before a
page opens (`middleware`), changed views (`views`) and the URLs (`urls`).
"""
