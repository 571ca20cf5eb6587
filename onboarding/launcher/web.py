"""What each of granian's worker processes loads: the site, bound to the life of the server that made the process."""

import gc
import multiprocessing

from django.conf import settings

from onboarding.monitoring import metrics
from onboarding.orphans import die_with
from onboarding.wsgi import application

YOUNG = 10_000
"""New objects after which Python looks for garbage: a page makes some thousands, and the default is 700."""

_server = multiprocessing.parent_process()
if _server is not None and _server.pid is not None:
    die_with(_server.pid)
metrics.serve_from_web(settings.WAYMARK)
gc.freeze()  # what is loaded stays: it need not be walked again and again
gc.set_threshold(YOUNG)

__all__ = ["application"]
