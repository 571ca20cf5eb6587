"""A worker that holds a task survives the loss of its broker."""

import logging

import pytest
from kombu import Connection
from kombu.simple import SimpleQueue
from kombu.transport import redis

from onboarding import broker
from onboarding.celery import app
from tests.servers.valkey import Valkey


def lose(valkey: Valkey) -> None:
    """Hold a task, lose the broker, and let go of the channel when the connection has been let go of already."""
    connection = Connection(valkey.broker())
    channel = connection.default_channel
    queue = SimpleQueue(channel, "tasks")
    queue.put("task")
    queue.get(timeout=5)
    valkey.kill()
    channel.connection.client = None
    try:
        channel.close()
    finally:
        connection.release()


def test_a_broker_that_goes_away_takes_no_worker_along(valkey: Valkey) -> None:
    lose(valkey)

    valkey.start()
    with Connection(valkey.broker()) as connection:
        assert connection.default_channel.client.hlen("unacked") == 1


def test_a_task_that_ends_after_its_broker_did_is_not_the_end_of_its_worker(
    valkey: Valkey, caplog: pytest.LogCaptureFixture
) -> None:
    """It can't be acknowledged; the worker is told so by an error that it knows."""
    with Connection(valkey.broker()) as connection:
        channel = connection.channel()
        queue = SimpleQueue(channel, "tasks")
        queue.put("task")
        message = queue.get(timeout=5)
        valkey.kill()
        channel.connection.client = None
        channel.close()

        message.ack_log_error(logging.getLogger(), connection.connection_errors)

    assert "Couldn't ack" in caplog.text


def test_kombu_still_needs_mending(valkey: Valkey, monkeypatch: pytest.MonkeyPatch) -> None:
    """When this fails, kombu has mended it: delete onboarding/broker.py."""
    monkeypatch.setattr(broker.Channel, "QoS", redis.QoS)
    monkeypatch.delattr(broker.Channel, "_connparams")

    with pytest.raises(AttributeError):
        lose(valkey)


def test_our_connections_use_it() -> None:
    with app.connection_for_write() as connection:
        assert isinstance(connection.transport, broker.Transport)
