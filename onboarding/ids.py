"""Unguessable identifiers for URLs: numbers that count would tell how many there are and invite guessing."""

import secrets

PUBLIC_ID_LENGTH = 12


def new_public_id() -> str:
    """72 random bits as 12 URL-safe characters."""
    return secrets.token_urlsafe(9)
