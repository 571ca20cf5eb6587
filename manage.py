#!/usr/bin/env python3
"""Command-line entry point: a word about what is wrong rather than a traceback, then Django's commands."""

import os
import sys

OLDEST = (3, 11)


def main() -> None:
    """Run a management command, configured by flags, environment and file."""
    if sys.version_info < OLDEST:
        needed, found = ".".join(map(str, OLDEST)), sys.version.split()[0]
        sys.exit(f"Waymark needs Python {needed} or newer; this is {found}.")
    try:
        from django.core.management import execute_from_command_line

        from onboarding import config
        from onboarding.monitoring.sharing import share_figures
    except ImportError as error:
        sys.exit(
            f"Waymark's packages are not installed here ({error}). Run `make setup`, then .venv/bin/python manage.py."
        )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onboarding.settings")
    try:
        share_figures(config.load(), sys.argv)
        execute_from_command_line(sys.argv)
    except config.ConfigError as error:
        sys.exit(error.message)
    except KeyboardInterrupt:
        sys.exit("Stopped before it was done.")


if __name__ == "__main__":
    main()
