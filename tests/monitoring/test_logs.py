"""Logs are JSON lines with the request they belong to, and without secrets."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from onboarding.config import read
from onboarding.monitoring import logs


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the log handler writes."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.formatter(secrets=["rings-the-bell"]))
    root = logging.getLogger()
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)


def line(written: io.StringIO) -> dict[str, str]:
    found: dict[str, str] = json.loads(written.getvalue().splitlines()[-1])
    return found


def test_a_line_of_the_standard_library_is_json_too(written: io.StringIO) -> None:
    logging.getLogger("somebody").warning("met %s", "Ada", extra={"attempt": 2})

    found = line(written)

    assert (found["event"], found["level"], found["logger"], found["attempt"]) == ("met Ada", "warning", "somebody", 2)
    assert found["timestamp"].endswith("Z")


def test_a_line_of_ours_carries_what_is_bound(written: io.StringIO) -> None:
    with structlog.contextvars.bound_contextvars(request_id="abc"):
        structlog.get_logger("ours").warning("checked", submission=7)

    found = line(written)

    assert (found["event"], found["submission"], found["request_id"], found["logger"]) == ("checked", 7, "abc", "ours")


def test_a_traceback_is_one_line_and_masked(written: io.StringIO) -> None:
    try:
        message = "refused rings-the-bell"
        raise ValueError(message)
    except ValueError:
        logging.getLogger("somebody").exception("failed with ghp_abcdefghijkl")

    assert len(written.getvalue().splitlines()) == 1
    assert "ValueError" in line(written)["exception"]
    assert "rings-the-bell" not in written.getvalue()
    assert "ghp_abcdefghijkl" not in written.getvalue()


def test_the_level_is_configured() -> None:
    assert logs.configuration(read(flags={"log_level": "error"}).config)["root"]["level"] == "ERROR"


def test_chinese_can_be_read_in_logs(written: io.StringIO) -> None:
    logging.getLogger("somebody").warning("路标")

    assert "路标" in written.getvalue()
