"""Other people's npm packages that keep us honest: pinned in package.json, installed by `make setup`."""

from pathlib import Path

from tests.honesty import cannot_run

MODULES = Path(__file__).resolve().parent.parent.parent / "node_modules"


def package(name: str) -> Path:
    """The folder of an installed package; where there is none, the test says that it could not run."""
    folder = MODULES / name
    if not (folder / "package.json").exists():
        cannot_run(f"npm package {name} is not installed: `make setup` does that")
    return folder
