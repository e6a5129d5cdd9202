"""What one person prepares at the desk and another approves: a form that changes what is public is kept as it was sent.

`preparing` tries it out and keeps it in a proposal; `carrying` does it once the proposal is approved; `deciders` says by whom.
"""
