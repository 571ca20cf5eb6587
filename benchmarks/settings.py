"""The site's own settings on the benchmark's servers, with the plain version of the grid beside it."""

import os

from onboarding.settings import *  # noqa: F403
from onboarding.settings import BASE_DIR as ROOT
from onboarding.settings import CACHES, STORAGES, TEMPLATES

ROOT_URLCONF = "benchmarks.plain.urls"
TEMPLATES[0]["DIRS"].append(ROOT / "benchmarks" / "plain" / "templates")
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
CACHES["default"]["LOCATION"] = os.environ["BENCH_CACHE"]
