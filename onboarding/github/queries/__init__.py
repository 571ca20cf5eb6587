"""GitHub's questions in GraphQL: one `.graphql` file each; `#import "other.graphql"` brings a fragment along."""

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
IMPORT = re.compile(r'^#import "([a-z]+\.graphql)"\n', re.MULTILINE)


@cache
def load(name: str) -> str:
    """The whole document of a query, such as `load("look")`: the file and every fragment that it needs."""
    return "".join(_with_imports(f"{name}.graphql", set()))


def _with_imports(file: str, seen: set[str]) -> list[str]:
    if file in seen:
        return []
    seen.add(file)
    text = (FOLDER / file).read_text(encoding="utf-8")
    parts = [IMPORT.sub("", text)]
    for imported in IMPORT.findall(text):
        parts += _with_imports(imported, seen)
    return parts
