"""What the launcher starts, and what it waits for."""

from onboarding.config import read
from onboarding.launcher import plan


def test_in_a_demo_people_are_let_in_once_they_can_sign_in() -> None:
    config = read(flags={"web_port": "9300", "simulator_port": "9301"}).config

    assert plan.probes(config) == ["http://127.0.0.1:9300/readyz", "http://127.0.0.1:9301/"]


def test_a_real_site_does_not_wait_for_github() -> None:
    flags = {"web_port": "9300", "github_client_id": "Iv1", "github_client_secret": "secret"}

    assert plan.probes(read(flags=flags).config) == ["http://127.0.0.1:9300/readyz"]
