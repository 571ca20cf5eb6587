"""Every setting as a flag."""

import pytest

from onboarding.config import flags
from onboarding.config.sources import KEYS


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--web-port", "9001"], {"web_port": "9001"}),
        (["--web-port=9001"], {"web_port": "9001"}),
        (["--debug"], {"debug": "true"}),
        (["--demo", "false"], {"demo": "false"}),
        (["--config", "waymark.yaml"], {"config": "waymark.yaml"}),
        (["--github-token-file", "/run/token"], {"github_token_file": "/run/token"}),
        (["--verbosity", "2"], {}),
        ([], {}),
    ],
)
def test_flags_are_found_among_djangos_own(arguments: list[str], expected: dict[str, str]) -> None:
    assert flags.parse(arguments) == expected


@pytest.mark.parametrize("key", KEYS)
def test_every_setting_has_a_flag(key: str) -> None:
    assert flags.parse([f"--{key.replace('_', '-')}", "x"]) == {key: "x"}
