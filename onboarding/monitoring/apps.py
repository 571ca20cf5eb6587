"""Sets up logs and the watching of tasks in every process."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "onboarding.monitoring"

    def ready(self) -> None:
        from onboarding.monitoring import logs, work  # noqa: F401 - `work` listens to Celery once it is imported

        logs.set_up()
