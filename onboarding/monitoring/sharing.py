"""Lets the web server's workers count together: in files, which prometheus_client adds up when it is asked."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Sequence

from onboarding.config import Config

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


def share_figures(config: Config, arguments: Sequence[str]) -> None:
    """For `manage.py serve web`: a folder for this run's figures, which goes when the server does.

    prometheus_client asks the environment when the first figure is made, so that this comes before Django is set up.
    """
    if not config.metrics_port or not {"serve", "web"}.issubset(arguments):
        return
    folder = tempfile.mkdtemp(prefix="waymark-metrics-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ[VARIABLE] = folder
