"""The secrets of second factors: encrypted in the database, with keys of their own (`settings.SECOND_STEP_KEYS`).

The secrets are the key that an authenticator app shares with the portal, and the seed of the recovery codes. The data of a
passkey or security key is not secret: it holds a public key only.
"""

from base64 import urlsafe_b64encode
from collections.abc import Callable, Collection, Iterable
from hashlib import sha256
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import transaction

# Before every encrypted text. A text without it was stored by a release that did not encrypt.
MARK = "fernet:"
# The keys in `Authenticator.data` that hold secrets. The last one holds a list.
SECRETS = ("secret", "seed", "migrated_codes")


class LostKeyError(Exception):
    """A secret that none of the keys can decrypt."""


def encrypt(text: str) -> str:
    """Return the text encrypted with the first key."""
    return MARK + _fernet(settings.SECOND_STEP_KEYS).encrypt(text.encode()).decode()


def decrypt(stored: str) -> str:
    """Return the text of a stored secret. Raises `LostKeyError` when no key fits."""
    return _decrypt(stored, settings.SECOND_STEP_KEYS) if stored.startswith(MARK) else stored


def unreadable(steps: Iterable[Authenticator]) -> list[Authenticator]:
    """Return the second factors whose secret no key can decrypt."""
    return [step for step in steps if not _all_succeed(decrypt, step)]


def renew(steps: Iterable[Authenticator]) -> int:
    """Encrypt with the first key every secret that is plain or encrypted with another key. Return how many factors changed.

    Skips secrets that no key can decrypt.
    """
    count = 0
    for step in steps:
        with transaction.atomic():
            # The lock, because somebody may use a recovery code at this moment, which changes `data` as well.
            locked = Authenticator.objects.select_for_update().filter(pk=step.pk).first()
            if locked and not _all_succeed(_decrypt_with_first, locked) and not unreadable([locked]):
                locked.data |= _each_secret(locked, lambda stored: encrypt(decrypt(stored)))
                locked.save(update_fields=["data"])
                count += 1
    return count


def _fernet(keys: Collection[str]) -> MultiFernet:
    # A hash gives a key of the required length and alphabet. The settings demand keys that are long enough.
    return MultiFernet([Fernet(urlsafe_b64encode(sha256(key.encode()).digest())) for key in keys])


def _decrypt(stored: str, keys: Collection[str]) -> str:
    try:
        return _fernet(keys).decrypt(stored.removeprefix(MARK)).decode()
    except InvalidToken as error:
        raise LostKeyError from error


def _decrypt_with_first(stored: str) -> str:
    return _decrypt(stored, settings.SECOND_STEP_KEYS[:1])


def _each_secret(step: Authenticator, act: Callable[[str], str]) -> dict[str, Any]:
    """Return the secrets of a second factor after `act`, by their keys in `data`."""
    found = {name: step.data[name] for name in SECRETS if step.data.get(name)}
    return {name: [act(each) for each in stored] if isinstance(stored, list) else act(stored) for name, stored in found.items()}


def _all_succeed(act: Callable[[str], str], step: Authenticator) -> bool:
    try:
        _each_secret(step, act)
    except LostKeyError:
        return False
    return True
