"""Git hooks that ask on a newcomer's machine what `conventional-commits` and `sign-off` ask of a pull request.

They are POSIX sh for Linux, macOS and Git Bash, and need nothing but git and what comes with it.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

_FOLDER = Path(__file__).parent
NAMES = ("install.sh", "commit-msg", "pre-commit", "pre-push")
SCRIPTS: Mapping[str, bytes] = MappingProxyType({name: (_FOLDER / name).read_bytes() for name in NAMES})
"""Each of them as it is served."""
