"""What each of granian's worker processes loads: the site, bound to the life of the server that made the process."""

import multiprocessing

from django.conf import settings

from onboarding.monitoring import metrics
from onboarding.orphans import die_with
from onboarding.wsgi import application

_server = multiprocessing.parent_process()
if _server is not None and _server.pid is not None:
    die_with(_server.pid)
metrics.serve_from_web(settings.WAYMARK)

__all__ = ["application"]
