"""Where the embedded Valkey listens: a unix socket that only this user can open, and no TCP port."""

import hashlib
import os
import tempfile
from pathlib import Path

LONGEST = 100
"""The kernel allows 107 bytes; a little is left for servers that listen on a temporary name first."""


def socket_path(data_dir: Path) -> Path:
    """The socket in the data folder, or in a temporary folder of this user's where that path would be too long.

    Every process that is given the same data folder finds the same socket.
    """
    folder = data_dir.resolve() / "valkey"
    path = folder / "valkey.sock"
    if len(os.fsencode(path)) <= LONGEST:
        return path
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"waymark-{os.getuid()}-{name}" / "valkey.sock"
