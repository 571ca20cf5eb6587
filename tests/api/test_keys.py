"""The keys that sign credentials: configured or made once, the first signs, all are published."""

import stat
from pathlib import Path

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from onboarding.api.keys import FILE, read_keys
from onboarding.config import Config, ConfigError, read


def config(folder: Path, **values: str) -> Config:
    return read(flags={"data_dir": str(folder), **values}).config


def pem(key: ed25519.Ed25519PrivateKey | rsa.RSAPrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def test_a_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    (first,) = read_keys(config(tmp_path))
    (second,) = read_keys(config(tmp_path))

    assert first.jwk == second.jwk
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_configured_keys_keep_their_order_and_nothing_is_written(tmp_path: Path) -> None:
    new, old = ed25519.Ed25519PrivateKey.generate(), ed25519.Ed25519PrivateKey.generate()
    keys = read_keys(config(tmp_path, credential_key=pem(new) + pem(old)))

    assert [key.private.private_bytes_raw() for key in keys] == [new.private_bytes_raw(), old.private_bytes_raw()]
    assert not list(tmp_path.iterdir())


def test_a_published_key_is_public_only_and_others_can_read_it(tmp_path: Path) -> None:
    (key,) = read_keys(config(tmp_path))

    assert "d" not in key.jwk
    assert jwt.PyJWK(key.jwk).key.public_bytes_raw() == key.private.public_key().public_bytes_raw()


def test_a_key_is_named_as_its_standard_says(tmp_path: Path) -> None:
    """The example of RFC 8037, appendix A.3."""
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    (key,) = read_keys(config(tmp_path, credential_key=pem(ed25519.Ed25519PrivateKey.from_private_bytes(seed))))

    assert key.jwk["kid"] == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


@pytest.mark.parametrize("given", ["made up", pem(rsa.generate_private_key(65537, 2048))])
def test_what_is_no_such_key_is_refused_with_what_makes_one(tmp_path: Path, given: str) -> None:
    with pytest.raises(ConfigError, match="openssl genpkey -algorithm ed25519"):
        read_keys(config(tmp_path, credential_key=given))
