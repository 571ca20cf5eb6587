"""The keys of Apps: made when they are, and recognised in what they sign."""

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from onboarding.github.simulator.http import Request
from onboarding.github.simulator.installed import App


def new_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()).decode("ascii")


def signed_by(request: Request) -> App | None:
    """The App whose key signed this request, if any did."""
    token = request.headers.get("Authorization", "").partition(" ")[2]
    try:
        number = int(jwt.decode(token, options={"verify_signature": False})["iss"])
        with request.simulator.store.reading() as world:
            app = next(one for one in world.apps if one.github_id == number)
        key = load_pem_private_key(app.pem.encode(), password=None)
        jwt.decode(token, key.public_key(), algorithms=["RS256"], options={"require": ["exp", "iat", "iss"]})  # type: ignore[arg-type]
    except (jwt.PyJWTError, KeyError, ValueError, StopIteration):
        return None
    return app
