"""Secret tokens in links.

A token stands after `#` in its link: a browser sends that part to no server, so it comes in no log and no `Referer`.
"""

import secrets
from hashlib import sha256


def new_token() -> str:
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """Return what the database keeps of a token. A plain hash is enough, because the token is random and long."""
    return sha256(token.encode()).hexdigest()
