"""What each of granian's worker processes loads: the site, bound to the life of the server that made the process."""

import multiprocessing

from onboarding.launcher.orphans import die_with
from onboarding.wsgi import application

_server = multiprocessing.parent_process()
if _server is not None and _server.pid is not None:
    die_with(_server.pid)

__all__ = ["application"]
