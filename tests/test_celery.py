"""The Celery application: what it does while the broker is away, and whose tasks it runs."""

import logging

import pytest
from celery import Celery, shared_task

from onboarding.celery import Doorbell, app


@shared_task
def nothing() -> None:
    """A task for the test below."""


@pytest.mark.django_db(transaction=True)
def test_a_page_is_not_broken_by_a_broker_that_is_down(caplog: pytest.LogCaptureFixture) -> None:
    away = Celery("away", task_cls=Doorbell, broker="redis+socket:///nowhere/valkey.sock", set_as_current=False)
    away.conf.task_publish_retry_policy = app.conf.task_publish_retry_policy
    task = away.task(nothing.run)

    with caplog.at_level(logging.WARNING):
        task.delay_on_commit()

    assert "the next sweep will find it" in caplog.text


def test_tasks_queue_on_this_sites_broker() -> None:
    assert nothing.app.conf.broker_url == app.conf.broker_url


@pytest.mark.parametrize("bell", app.conf.beat_schedule.values(), ids=lambda bell: bell["task"])
def test_beat_rings_only_for_tasks_that_exist(bell: dict[str, object]) -> None:
    app.loader.import_default_modules()

    assert bell["task"] in app.tasks
