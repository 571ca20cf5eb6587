"""A finished record as an Open Badges 3.0 credential, signed as a JSON Web Token (VC-JWT, EdDSA).

https://www.imsglobal.org/spec/ob/v3p0: the payload is the credential itself, beside the registered claims. Signing is
deterministic, so the same record gives the same bytes, and nothing has to be stored.
"""

from typing import Any

import jwt
from django.conf import settings

from onboarding.api.keys import SigningKey
from onboarding.progress.queries.record import Entry, Record

CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)


def signed(record: Record, key: SigningKey) -> str:
    """The compact token of a finished record. ``kid`` is an address at which the public key is published."""
    headers = {"kid": key_address(key.jwk["kid"]), "typ": "JWT"}
    return jwt.encode(claims(record), key.private, algorithm="EdDSA", headers=headers)


def key_address(kid: str) -> str:
    return f"{settings.WAYMARK.public_url}/credentials/keys/{kid}/"


def claims(record: Record) -> dict[str, Any]:
    """The credential, and what a JSON Web Token repeats of it."""
    if record.finished_at is None:
        message = "only a finished record is certified"
        raise ValueError(message)
    credential = _credential(record)
    return {
        **credential,
        "iss": credential["issuer"]["id"],
        "sub": credential["credentialSubject"]["id"],
        "jti": credential["id"],
        "nbf": int(record.finished_at.timestamp()),
    }


def _credential(record: Record) -> dict[str, Any]:
    site = settings.WAYMARK.public_url
    assert record.finished_at is not None  # noqa: S101 - `claims` has seen to it
    return {
        "@context": list(CONTEXTS),
        "id": f"{site}/journey/{record.public_id}/credential.jwt",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": f"{record.track} · {record.program_name}",
        "issuer": {
            "id": site,
            "type": ["Profile"],
            "name": record.program.community or record.program_name,
            "url": site,
        },
        "validFrom": record.finished_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "credentialSubject": _subject(record, site),
        "evidence": [_evidence(entry) for entry in record.entries],
    }


def _subject(record: Record, site: str) -> dict[str, Any]:
    """Who did it: by GitHub's number, which outlives every login; the login is for people to read."""
    return {
        "id": f"{settings.GITHUB.rest_url}/user/{record.person.github_id}",
        "type": ["AchievementSubject"],
        "identifier": [
            {
                "type": "IdentityObject",
                "hashed": False,
                "identityType": "ext:githubUserId",
                "identityHash": str(record.person.github_id),
            }
        ],
        "achievement": {
            "id": f"{site}/programs/{record.program.slug}/",
            "type": ["Achievement"],
            "name": record.track,
            "description": record.program_name,
            "criteria": {"narrative": "; ".join(entry.title for entry in record.entries)},
        },
    }


def _evidence(entry: Entry) -> dict[str, Any]:
    known = {"id": entry.url} if entry.url else {}
    return {
        **known,
        "type": ["Evidence"],
        "name": entry.title,
        "description": str(entry.proof),
        "genre": entry.kind,
        "narrative": f"{entry.verified_at:%Y-%m-%d}",
    }
