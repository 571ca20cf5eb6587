"""The test servers themselves: they can be killed and started again, and remember."""

from tests.servers.valkey import Valkey


def test_a_killed_broker_comes_back_with_what_was_queued(valkey: Valkey) -> None:
    import redis

    with redis.Redis(unix_socket_path=str(valkey.socket)) as client:
        client.rpush("queue", "task")
        client.execute_command("WAITAOF", 1, 0, 2000)
        valkey.kill()
        valkey.start()
        assert client.lrange("queue", 0, -1) == [b"task"]
