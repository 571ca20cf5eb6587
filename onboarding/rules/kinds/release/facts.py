"""What a release is worth: its version, its notes, its archives, and whether checksums cover them."""

import re
from typing import Any, TypeAlias

from onboarding.rules.kinds.release.checksums import is_checksum_file
from onboarding.rules.types import Context, Evidence

Record: TypeAlias = dict[str, Any]

SEMVER = re.compile(
    r"(?P<v>v?)(?P<major>0|[1-9]\d{0,8})\.(?P<minor>0|[1-9]\d{0,8})\.(?P<patch>0|[1-9]\d{0,8})"
    r"(?:-(?P<prerelease>(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?"
    r"(?:\+(?P<build>[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?"
)
LONGEST_TAG = 100
ARCHIVES = (".tar.gz", ".tgz", ".tar.xz", ".tar.bz2", ".tar.zst", ".zip", ".deb", ".rpm", ".apk")
WORD = re.compile(r"[^\W_]+")
CJK = re.compile(r"[぀-ヿ㐀-鿿가-힯]")


def derive(evidence: Evidence, context: Context) -> dict[str, Any]:
    if "release" not in evidence:
        return {}
    assets = evidence["release"]["assets"]
    archives = [asset for asset in assets if asset["name"].lower().endswith(ARCHIVES)]
    covered = {entry["name"]: f"{entry['algorithm']}:{entry['digest']}" for entry in evidence["checksums"]}
    return {
        "facts": {
            "version": version(evidence["release"]["tag"]),
            "words": words(evidence["release"]["notes"]),
            "archives": [asset["name"] for asset in archives],
            "checksum_files": [asset["name"] for asset in assets if is_checksum_file(asset["name"])],
            "uncovered": [asset["name"] for asset in archives if asset["name"] not in covered],
            "mismatched": [asset["name"] for asset in archives if _differs(asset, covered.get(asset["name"], ""))],
            "absent": sorted(covered.keys() - {asset["name"] for asset in assets}),
        }
    }


def version(tag: str) -> Record:
    """The tag as Semantic Versioning 2.0.0 reads it, with or without the usual `v`."""
    found = SEMVER.fullmatch(tag) if len(tag) <= LONGEST_TAG else None
    numbers = {name: int(found[name]) if found else 0 for name in ("major", "minor", "patch")}
    return {
        "valid": found is not None,
        **numbers,
        "prerelease": (found["prerelease"] or "") if found else "",
        "has_v": bool(found and found["v"]),
    }


def words(text: str) -> int:
    """Runs of letters and digits, and each Chinese, Japanese or Korean character."""
    characters = len(CJK.findall(text))
    return characters + len(WORD.findall(CJK.sub(" ", text)))


def _differs(asset: Record, claimed: str) -> bool:
    """GitHub computes a digest of each asset; only digests of the same algorithm can be compared."""
    algorithm = asset["digest"].partition(":")[0]
    return bool(algorithm) and claimed.startswith(f"{algorithm}:") and claimed != asset["digest"].lower()
