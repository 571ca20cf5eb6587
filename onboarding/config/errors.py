"""What a person gets who has written something into the configuration that can't be used."""

from collections.abc import Sequence


class ConfigError(Exception):
    """The configuration can't be used. The text is for people: where it stands, what we saw, what we expected."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.message)

    @property
    def message(self) -> str:
        lines = "\n".join(f"  - {problem}" for problem in self.problems)
        return f"Waymark can't start with this configuration:\n{lines}\nEvery setting: docs/configuration.md"
