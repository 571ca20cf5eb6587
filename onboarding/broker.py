"""kombu's Redis transport, with one fault mended: a worker that holds a task survives the loss of its broker.

A channel whose connection was lost has none any more. kombu does not expect that, neither when it hands back what is
not acknowledged nor when a task ends meanwhile and is acknowledged, and the worker dies of an AttributeError. Here the
first is not tried, and the second is the lost connection that kombu knows what to do about. What was held stays in the
broker's own list and comes back from there: other workers get it after `visibility_timeout`, and the sweep finds the
row sooner.
"""

from typing import Any

from kombu.transport import TRANSPORT_ALIASES, redis, virtual
from redis.exceptions import ConnectionError as ConnectionLost


class QoS(redis.QoS):
    """What a worker holds and has not acknowledged."""

    def restore_unacked(self, client: Any = None) -> None:
        if _is_connected(self.channel):
            super().restore_unacked(client)


class Channel(redis.Channel):
    QoS = QoS

    def _connparams(self, *arguments: Any, **fields: Any) -> Any:
        if not _is_connected(self):
            message = "the connection of this channel was lost"
            raise ConnectionLost(message)
        return super()._connparams(*arguments, **fields)  # type: ignore[misc] # the stubs leave it out


class Transport(redis.Transport):
    Channel = Channel


def _is_connected(channel: virtual.Channel) -> bool:
    """A closed channel has no connection; one whose connection was let go of first has one of nobody."""
    return channel.connection is not None and channel.connection.client is not None


def mend() -> None:
    """Let the scheme `redis` (and `redis+socket`) mean this transport."""
    TRANSPORT_ALIASES["redis"] = f"{Transport.__module__}:{Transport.__qualname__}"
