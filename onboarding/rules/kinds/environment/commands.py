"""The script that shows a local build, and the commands that fetch and run it."""

from pathlib import Path

SCRIPT = (Path(__file__).parent / "environment.sh").read_text(encoding="utf-8")


def fetch(*, script_address: str) -> str:
    return f"curl -sS -o environment.sh {script_address}"


def run(*, address: str) -> str:
    """It shows all that it would send, and asks first."""
    return f"sh environment.sh PATH/TO/THE/BINARY {address}"
