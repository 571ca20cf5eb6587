"""The app that brings the commands `up`, `config` and `serve`."""

from django.apps import AppConfig


class LauncherConfig(AppConfig):
    name = "onboarding.launcher"

    def ready(self) -> None:
        from onboarding.launcher import checks  # noqa: F401 - registers them
