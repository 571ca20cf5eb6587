"""Checksum files, as sha256sum, shasum and GoReleaser write them."""

import re
from typing import Any, TypeAlias

Record: TypeAlias = dict[str, Any]

MOST_LINES = 500
ALGORITHMS = {40: "sha1", 64: "sha256", 96: "sha384", 128: "sha512"}
NAMES = re.compile(r"(?:^|[-_.])(?:checksums?|sha(?:256|512)(?:sums?)?)(?:\.txt)?$", re.IGNORECASE)
PLAIN = re.compile(r"(?P<digest>[0-9a-fA-F]{40,128}) [ *](?:\./)?(?P<name>\S.*)")
TAGGED = re.compile(r"SHA\d{1,3} \((?P<name>.+)\) = (?P<digest>[0-9a-fA-F]{40,128})")


def is_checksum_file(name: str) -> bool:
    """`checksums.txt`, `tool_1.2.3_checksums.txt`, `SHA256SUMS`, `tool.tar.gz.sha256`."""
    return bool(NAMES.search(name))


def read_checksums(text: str) -> list[Record]:
    """Each file's name, algorithm and digest. Lines that are none are passed over."""
    found = [PLAIN.fullmatch(line.strip()) or TAGGED.fullmatch(line.strip()) for line in text.splitlines()[:MOST_LINES]]
    return [
        {"name": each["name"], "algorithm": ALGORITHMS[len(each["digest"])], "digest": each["digest"].lower()}
        for each in found
        if each and len(each["digest"]) in ALGORITHMS
    ]
