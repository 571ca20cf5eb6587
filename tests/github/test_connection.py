"""Which GitHub the site talks to."""

import pytest

from onboarding.config import Config, read
from onboarding.github.connection import connection


def config(**values: str) -> Config:
    return read(flags=values).config


def test_without_credentials_it_is_the_simulator_next_to_the_site() -> None:
    demo = connection(config(web_port="9300"))

    assert demo.url == "http://127.0.0.1:9301"
    assert demo.client_id == "waymark-demo"


def test_the_simulator_port_can_be_chosen() -> None:
    assert connection(config(simulator_port="9399")).url == "http://127.0.0.1:9399"


def test_with_credentials_it_is_github() -> None:
    real = connection(config(github_token="ghs_secret", github_client_id="Iv1", github_client_secret="secret"))

    assert (real.url, real.token, real.client_id) == ("https://github.com", "ghs_secret", "Iv1")
    assert real.rest_url == "https://api.github.com"
    assert real.graphql_url == "https://api.github.com/graphql"


@pytest.mark.parametrize("url", ["https://git.example.org", "https://git.example.org/"])
def test_an_enterprise_server_has_its_api_under_its_own_address(url: str) -> None:
    real = connection(config(github_token="ghs_secret", github_url=url))

    assert real.rest_url == "https://git.example.org/api/v3"
    assert real.graphql_url == "https://git.example.org/api/graphql"


def test_it_does_not_show_its_secrets() -> None:
    assert "demo-token" not in repr(connection(config()))
