"""Where the embedded Valkey listens."""

import os
from pathlib import Path

from onboarding.config.sockets import LONGEST, socket_path


def test_the_socket_is_in_the_data_folder() -> None:
    assert socket_path(Path("/srv/waymark")) == Path("/srv/waymark/valkey/valkey.sock")


def test_a_path_that_is_too_long_for_the_kernel_moves_to_a_temporary_folder() -> None:
    deep = Path("/srv") / ("目录" * 30)

    path = socket_path(deep)

    assert len(os.fsencode(path)) <= LONGEST
    assert path == socket_path(deep)
    assert path != socket_path(deep / "other")
    assert str(os.getuid()) in path.parent.name
