"""The report that environment.sh writes: sections of lines that begin with a bar."""

from onboarding.rules.uploads import Limits, Refused, read_text

LIMITS = Limits(size=256 << 10)
FIRST_LINE = "waymark-environment 1"
SECTIONS = frozenset({"commit", "build", "remotes", "tools"})


def read_report(raw: bytes) -> dict[str, str]:
    """The text of each section, each line with its end. Raises ``Refused`` for anything else."""
    text = read_text(raw, limits=LIMITS)
    first, _, rest = text.partition("\n")
    lines = rest.replace("\r\n", "\n").split("\n") if first.endswith("\r") else rest.split("\n")
    if first.strip() != FIRST_LINE:
        raise Refused(code="not-a-report")
    sections: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in lines:
        if line.startswith("--- ") and line[4:].strip() in SECTIONS:
            current = sections.setdefault(line[4:].strip(), [])
        elif line.startswith("|") and current is not None:
            current.append(line[2:])
        elif line.strip():
            raise Refused(code="not-a-report")
    return {name: "".join(f"{line}\n" for line in content) for name, content in sections.items()}
