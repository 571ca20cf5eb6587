"""Secrets at rest: sealed with a key that is made from the site's `secret_key`, which is not in the database."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Unreadable(Exception):
    """It was sealed with another `secret_key`."""


def seal(secret: str) -> str:
    return _box().encrypt(secret.encode()).decode("ascii")


def unseal(sealed: str) -> str:
    """What was sealed. Raises Unreadable where the site's `secret_key` has changed since."""
    try:
        return _box().decrypt(sealed.encode("ascii")).decode()
    except InvalidToken as error:
        raise Unreadable from error


def _box() -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=b"waymark: secrets of the GitHub App")
    return Fernet(base64.urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))
