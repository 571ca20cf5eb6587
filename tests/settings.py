"""The site's own settings on throw-away servers: a database of choice and a real Valkey.

`TEST_DATABASE=postgresql` chooses PostgreSQL; SQLite is the default. The servers start here, before Django looks at its
settings, and are shared by the workers of pytest-xdist, which find their addresses in the environment.
"""

import atexit
import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.servers import postgres, valkey

_stack = ExitStack()
atexit.register(_stack.close)


def _folder() -> str:
    folder = tempfile.mkdtemp(prefix="waymark-tests-")
    _stack.callback(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _shared(name: str, start: object) -> str:
    """The value that the controlling process started; started here if we are it."""
    if name not in os.environ:
        os.environ[name] = str(start())  # type: ignore[operator]
    return os.environ[name]


for _name in [name for name in os.environ if name.startswith("WAYMARK_")]:
    del os.environ[_name]  # the developer's own site must not leak into the tests

_data = Path(_shared("TEST_DATA_DIR", _folder))
os.environ["WAYMARK_DATA_DIR"] = str(_data)
(_data / "static").mkdir(exist_ok=True)  # whitenoise warns where there is none

from onboarding.settings import *  # noqa: E402, F403 - the environment had to be set first
from onboarding.settings import CACHES, DATABASES, STORAGES  # noqa: E402

_worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
_socket = _shared("TEST_VALKEY_SOCKET", lambda: _stack.enter_context(valkey.running()).socket)
CELERY_BROKER_URL = f"redis+socket://{_socket}?virtual_host={2 * _worker}"
CACHES["default"]["LOCATION"] = f"unix://{_socket}?db={2 * _worker + 1}"

if os.environ.get("TEST_DATABASE") == "postgresql":
    _host = _shared("TEST_POSTGRES_HOST", lambda: _stack.enter_context(postgres.running()))
    DATABASES["default"] = {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": _host,
        "NAME": "waymark",
        "USER": postgres.USER,
        "OPTIONS": {"prepare_threshold": 2},  # as the site's own, so that statements meet plans that were kept
    }
else:
    DATABASES["default"]["TEST"] = {"NAME": str(_data / "test.sqlite3")}  # a file: threads and workers share it

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
