"""The layers of the configuration: who wins, and what a person is told who wrote something that can't be used."""

from pathlib import Path

import pytest

from onboarding.config import ConfigError, read


def write(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


def problems(**arguments: dict[str, str]) -> str:
    with pytest.raises(ConfigError) as caught:
        read(**arguments)
    return caught.value.message


@pytest.mark.parametrize(
    ("flags", "environ", "in_file", "expected", "source"),
    [
        ({"web_port": "9001"}, {"WAYMARK_WEB_PORT": "9002"}, "web_port: 9003", 9001, "flag --web-port"),
        ({}, {"WAYMARK_WEB_PORT": "9002"}, "web_port: 9003", 9002, "environment variable WAYMARK_WEB_PORT"),
        ({}, {}, "web_port: 9003", 9003, "file "),
        ({}, {"WAYMARK_WEB_PORT": ""}, "web_port: 9003", 9003, "file "),
        ({}, {}, "web_port:", 8000, ""),
    ],
)
def test_a_flag_beats_the_environment_beats_the_file_beats_the_default(
    tmp_path: Path, flags: dict[str, str], environ: dict[str, str], in_file: str, expected: int, source: str
) -> None:
    path = write(tmp_path / "waymark.yaml", in_file)

    loaded = read(flags=flags, environ={**environ, "WAYMARK_CONFIG": path})

    assert loaded.config.web_port == expected
    assert loaded.sources.get("web_port", "").startswith(source)


def test_the_file_named_by_a_flag_beats_the_one_named_by_the_environment(tmp_path: Path) -> None:
    one, other = write(tmp_path / "one.yaml", "web_port: 9001"), write(tmp_path / "other.yaml", "web_port: 9002")

    loaded = read(flags={"config": one}, environ={"WAYMARK_CONFIG": other})

    assert loaded.config.web_port == 9001
    assert loaded.sources["web_port"] == f"file {one}"


@pytest.mark.parametrize("layer", ["flag", "environment", "file"])
def test_a_secret_can_come_from_a_file_of_its_own(tmp_path: Path, layer: str) -> None:
    secret = write(tmp_path / "token", "ghs_secret\n")
    path = write(tmp_path / "waymark.yaml", f"github_token_file: {secret}" if layer == "file" else "")
    environ = {"WAYMARK_GITHUB_TOKEN_FILE": secret} if layer == "environment" else {}
    flags = {"github_token_file": secret} if layer == "flag" else {}

    loaded = read(flags=flags, environ={**environ, "WAYMARK_CONFIG": path})

    assert loaded.config.github_token.get_secret_value() == "ghs_secret"
    assert secret in loaded.sources["github_token"]


def test_lists_have_colons_in_the_environment_and_are_lists_in_the_file(tmp_path: Path) -> None:
    path = write(tmp_path / "waymark.yaml", "curriculum_paths: [/srv/one, /srv/two]")
    expected = [Path("/srv/one"), Path("/srv/two")]

    assert read(environ={"WAYMARK_CURRICULUM_PATHS": "/srv/one:/srv/two"}).config.curriculum_paths == expected
    assert read(environ={"WAYMARK_CONFIG": path}).config.curriculum_paths == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WAYMARK_WEB_PORT", "tcp://10.0.0.7:8000"),
        ("WAYMARK_WEB_PORT", "udp://10.0.0.7:8000"),
        ("WAYMARK_PORT", "tcp://10.0.0.7:8000"),
        ("WAYMARK_SERVICE_HOST", "10.0.0.7"),
        ("WAYMARK_SERVICE_PORT", "8000"),
        ("WAYMARK_WEB_SERVICE_HOST", "10.0.0.7"),
        ("WAYMARK_WEB_SERVICE_PORT", "8000"),
        ("WAYMARK_WEB_SERVICE_PORT_HTTP", "8000"),
        ("WAYMARK_WEB_PORT_8000_TCP", "tcp://10.0.0.7:8000"),
        ("WAYMARK_WEB_PORT_8000_TCP_ADDR", "10.0.0.7"),
        ("WAYMARK_WEB_PORT_8000_TCP_PORT", "8000"),
        ("WAYMARK_WEB_PORT_8000_TCP_PROTO", "tcp"),
    ],
)
def test_what_kubernetes_injects_for_a_service_is_ignored(name: str, value: str) -> None:
    loaded = read(environ={name: value})

    assert loaded.config.web_port == 8000
    assert not loaded.sources


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("WAYMARK_WEB_PRT", "did you mean WAYMARK_WEB_PORT?"),
        ("WAYMARK_GITHUB_TOKEN_FIL", "did you mean WAYMARK_GITHUB_TOKEN_FILE?"),
        ("waymark_web_port", "did you mean WAYMARK_WEB_PORT?"),
        ("WAYMARK_CONFG", "did you mean WAYMARK_CONFIG?"),
        ("WAYMARK_QQQQQQQQ", "`manage.py config` lists all there are"),
    ],
)
def test_a_misspelt_environment_variable_stops_the_start(name: str, expected: str) -> None:
    message = problems(environ={name: "1"})

    assert f"environment variable {name}" in message
    assert expected in message


def test_other_programs_variables_are_none_of_our_business() -> None:
    assert not read(environ={"HOME": "/root", "GRANIAN_PORT": "1", "WAYMARKER": "x"}).sources


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("web_prt: 9001", "key web_prt: no such setting; did you mean web_port?"),
        ("web_port: many", "web_port is 'many': Input should be a valid integer"),
        ("web_port: 70000", "less than or equal to 65535"),
        ("log_level: LOUD", "'DEBUG', 'INFO', 'WARNING' or 'ERROR'"),
        ("base_url: onboarding.example.org", "expected an address without a path, like https://"),
        ("base_url: https://example.org/waymark", "expected an address without a path, like https://"),
        ("database_url: mysql://root@db/waymark", "expected postgres://user:password@host/name"),
        ("broker_url: amqp://rabbit", "expected redis://host:6379/0"),
        ("- web_port", "expected lines like `web_port: 8000`, not a list or a text"),
        ("web_port: [", "line 1: not valid YAML"),
        ("github_token_file: /nowhere/token", "/nowhere/token: No such file or directory. Expected a file that holds"),
        ("web_host: 0.0.0.0", "base_url is needed, because web_host is 0.0.0.0"),
        ("github_client_id: Iv1", "set both, or neither"),
        ("{demo: true, github_token: x}", "demo is on, but there are GitHub credentials"),
        ("{demo: true, web_host: 10.0.0.7}", "anybody could sign in as anybody"),
    ],
)
def test_a_bad_file_stops_the_start_with_file_key_and_what_was_expected(
    tmp_path: Path, text: str, expected: str
) -> None:
    path = write(tmp_path / "waymark.yaml", text)

    message = problems(environ={"WAYMARK_CONFIG": path})

    assert expected in message
    if not any(word in expected for word in ("base_url is", "demo is", "set both", "anybody")):
        assert path in message


def test_a_named_file_that_is_missing_stops_the_start() -> None:
    message = problems(flags={"config": "/nowhere/waymark.yaml"})

    assert "configuration file /nowhere/waymark.yaml: No such file or directory. Expected a YAML file" in message


def test_a_file_that_is_no_text_stops_the_start(tmp_path: Path) -> None:
    path = tmp_path / "waymark.yaml"
    path.write_bytes(b"\xff\xfe\x00")

    assert "not a text file in UTF-8" in problems(flags={"config": str(path)})


def test_a_secret_and_its_file_may_not_both_be_given(tmp_path: Path) -> None:
    secret = write(tmp_path / "token", "ghs_secret")

    message = problems(environ={"WAYMARK_GITHUB_TOKEN": "ghs_other", "WAYMARK_GITHUB_TOKEN_FILE": secret})

    assert "say the same thing twice" in message


def test_all_problems_are_told_at_once() -> None:
    message = problems(environ={"WAYMARK_WEB_PRT": "1"}, flags={"web_port": "many"})

    assert "WAYMARK_WEB_PRT" in message
    assert "flag --web-port" in message


@pytest.mark.parametrize("key", ["github_token", "database_url", "broker_url"])
def test_a_bad_secret_is_not_repeated(key: str) -> None:
    message = problems(flags={key: "x" * 3, "web_port": "many", "broker_url": "amqp://user:hunter2@host"})

    assert "hunter2" not in message
