"""Tasks are counted, and can be followed back to the request that they came from."""

import pytest
import structlog
from celery import Celery
from prometheus_client import REGISTRY

from onboarding.monitoring import work

SEEN: list[dict[str, object]] = []
app = Celery("tests", broker="memory://", set_as_current=False)


@app.task(name="tests.look")
def look() -> None:
    SEEN.append(structlog.contextvars.get_contextvars())


@app.task(name="tests.fail")
def fail() -> None:
    message = "no"
    raise ValueError(message)


def count(task: str, outcome: str) -> float:
    return REGISTRY.get_sample_value("waymark_tasks_total", {"task": task, "outcome": outcome}) or 0.0


@pytest.fixture(autouse=True)
def _clear() -> None:
    SEEN.clear()


def test_a_task_is_counted_by_its_outcome() -> None:
    before = count("tests.look", "success"), count("tests.fail", "failure")

    look.apply()
    fail.apply()

    assert (count("tests.look", "success"), count("tests.fail", "failure")) == (before[0] + 1, before[1] + 1)


def test_a_tasks_lines_in_the_log_name_it() -> None:
    look.apply(task_id="7")

    assert SEEN == [{"task": "tests.look", "task_id": "7"}]
    assert structlog.contextvars.get_contextvars() == {}


def test_the_id_of_the_request_travels_with_the_task() -> None:
    headers: dict[str, object] = {}
    with structlog.contextvars.bound_contextvars(request_id="abc"):
        work.send_request_id_along(headers=headers)

    look.apply(task_id="7", headers=headers)

    assert headers == {"waymark_request_id": "abc"}


def test_a_task_that_no_request_asked_for_has_no_request_id() -> None:
    headers: dict[str, object] = {}
    work.send_request_id_along(headers=headers)

    assert headers == {}
