"""kombu's Redis transport, with one fault mended: a worker that holds a task survives the loss of its broker.

When the connection is lost, kombu wants to hand back over it what is not acknowledged, finds no connection, and the
worker dies of an AttributeError. What was held stays in the broker's own list and comes back from there: other workers
get it after `visibility_timeout`, and the sweep finds the row sooner.
"""

from typing import Any

from kombu.transport import TRANSPORT_ALIASES, redis


class QoS(redis.QoS):
    """What a worker holds and has not acknowledged."""

    def restore_unacked(self, client: Any = None) -> None:
        if self.channel.connection.client is not None:
            super().restore_unacked(client)


class Channel(redis.Channel):
    QoS = QoS


class Transport(redis.Transport):
    Channel = Channel


def mend() -> None:
    """Let the scheme `redis` (and `redis+socket`) mean this transport."""
    TRANSPORT_ALIASES["redis"] = f"{Transport.__module__}:{Transport.__qualname__}"
