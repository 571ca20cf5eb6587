"""How GitHub signs webhooks: HMAC-SHA256 over the raw bytes, in the header `X-Hub-Signature-256`."""

import hashlib
import hmac

PREFIX = "sha256="


def sign(body: bytes, secret: str) -> str:
    return PREFIX + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def is_signed(body: bytes, secret: str, signature: str) -> bool:
    """Whether the signature is right, in constant time. Without a secret, nothing is."""
    return bool(secret) and hmac.compare_digest(sign(body, secret).encode(), signature.encode())
