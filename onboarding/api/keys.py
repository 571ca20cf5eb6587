"""The Ed25519 keys that sign credentials. The first signs; all of them are published, so that what an older one
signed can still be checked. RFC 8037 for the form of the key, RFC 7638 for its name."""

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings

from onboarding.config import Config, ConfigError
from onboarding.config.kept import kept

FILE = "credential-key.pem"
_PEM = re.compile(r"-----BEGIN PRIVATE KEY-----.+?-----END PRIVATE KEY-----", re.DOTALL)


@dataclass(frozen=True)
class SigningKey:
    private: Ed25519PrivateKey

    @property
    def jwk(self) -> dict[str, str]:
        """The public half, as a JSON Web Key."""
        raw = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        public = {"crv": "Ed25519", "kty": "OKP", "x": _base64url(raw)}
        thumbprint = hashlib.sha256(json.dumps(public, separators=(",", ":"), sort_keys=True).encode()).digest()
        return {**public, "alg": "EdDSA", "use": "sig", "kid": _base64url(thumbprint)}


@cache
def signing_keys() -> tuple[SigningKey, ...]:
    """The site's keys, the one that signs first."""
    return read_keys(settings.WAYMARK)


def read_keys(config: Config) -> tuple[SigningKey, ...]:
    """The configured keys, or one made once in the data folder.

    Raises:
        ConfigError: what was configured is not Ed25519 keys in PEM, or the data folder can't be written to.
    """
    given = config.credential_key.get_secret_value()
    text = given or kept(config.data_dir / FILE, make=_new_key)
    try:
        keys = [load_pem_private_key(block.encode(), password=None) for block in _PEM.findall(text)]
    except ValueError:
        keys = []
    private = [key for key in keys if isinstance(key, Ed25519PrivateKey)]
    if not private or len(private) != len(keys):
        problem = "credential_key: expected Ed25519 private keys in PEM, as `openssl genpkey -algorithm ed25519` makes"
        raise ConfigError([problem])
    return tuple(SigningKey(key) for key in private)


def _new_key() -> str:
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return pem.decode("ascii")


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")
