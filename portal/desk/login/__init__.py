"""Login for staff: a password and a second factor, or the identity provider of the organisation. Visitors never log in.

allauth does the work. This package decides who may log in (`adapters`), what must be done before a page opens
(`middleware`), and at which URLs (`urls`).
"""
