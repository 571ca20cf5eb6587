"""Which processes a site is made of, what the launcher waits for, and that flags reach the processes."""

from pathlib import Path

import pytest

from onboarding.config import read
from onboarding.launcher.plan import children, inherited, probes


def names(**flags: str) -> list[str]:
    return [child.name for child in children(read(flags=flags).config, flags=flags)]


def test_a_demo_has_a_broker_and_a_simulator_of_its_own() -> None:
    assert names() == ["broker", "GitHub simulator", "worker", "web server"]


def test_a_real_site_has_no_simulator() -> None:
    assert names(github_token="ghs_secret") == ["broker", "worker", "web server"]


def test_a_site_with_a_broker_elsewhere_starts_none() -> None:
    assert names(broker_url="redis://cache:6379/0", demo="false") == ["worker", "web server"]


def test_flags_reach_the_children_as_environment() -> None:
    flags = {"web_port": "9001", "log_level": "DEBUG"}

    config = read(environ=inherited(flags)).config

    assert (config.web_port, config.log_level) == (9001, "DEBUG")
    assert all(child.environment == inherited(flags) for child in children(config, flags=flags) if child.environment)


def test_a_flag_beats_the_environment_in_the_children_too(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("from-a-file")
    around = {"WAYMARK_GITHUB_TOKEN_FILE": str(tmp_path / "token"), "WAYMARK_WEB_PORT": "9001"}

    config = read(environ={**around, **inherited({"github_token": "from-a-flag", "web_port": "9002"})}).config

    assert config.github_token.get_secret_value() == "from-a-flag"
    assert config.web_port == 9002


@pytest.mark.parametrize("flag", ["github_token", "github_token_file"])
def test_a_secret_has_only_one_spelling_in_the_children(flag: str) -> None:
    environment = inherited({flag: "x"})

    assert sorted(environment.values()) == ["", "x"]


def test_the_configuration_file_is_found_from_everywhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)

    assert inherited({"config": "waymark.yaml"}) == {"WAYMARK_CONFIG": str(tmp_path / "waymark.yaml")}


def test_in_a_demo_people_are_let_in_once_they_can_sign_in() -> None:
    config = read(flags={"web_port": "9300", "simulator_port": "9301"}).config

    assert probes(config) == ["http://127.0.0.1:9300/readyz", "http://127.0.0.1:9301/"]


def test_a_real_site_does_not_wait_for_github() -> None:
    flags = {"web_port": "9300", "github_client_id": "Iv1", "github_client_secret": "secret"}

    assert probes(read(flags=flags).config) == ["http://127.0.0.1:9300/readyz"]
