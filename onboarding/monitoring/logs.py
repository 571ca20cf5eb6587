"""Logs as JSON lines on stderr: one object a line, with the request or the task it belongs to, without secrets."""

import json
from typing import Any

import structlog
from structlog.types import EventDict, Processor, WrappedLogger

from onboarding.config import Config
from onboarding.monitoring.masks import masked, secrets_of

QUIET = {
    "celery.beat": "WARNING",  # a line each time a bell rings
    "celery.app.trace": "WARNING",  # the metrics count tasks
    "celery.worker.strategy": "WARNING",
    "django.request": "ERROR",  # our own request line has the status already
    "django.security.DisallowedHost": "ERROR",
}


def configuration(config: Config) -> dict[str, Any]:
    """What `settings.LOGGING` is."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": formatter, "secrets": secrets_of(config)}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": config.log_level},
        "loggers": {
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            **{name: {"level": level} for name, level in QUIET.items()},
        },
    }


def formatter(*, secrets: list[str]) -> structlog.stdlib.ProcessorFormatter:
    """Turns a record of the standard library, whoever wrote it, into a line of JSON."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=list(PROCESSORS),
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            _Render(secrets),
        ],
    )


class _Render:
    """To JSON, and then masked as a whole, so that no traceback and no foreign message gets past it."""

    def __init__(self, secrets: list[str]) -> None:
        self.secrets = secrets

    def __call__(self, _logger: WrappedLogger, _name: str, event: EventDict) -> str:
        return masked(json.dumps(event, ensure_ascii=False, default=repr), self.secrets)


PROCESSORS: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.stdlib.ExtraAdder(),
)


def set_up() -> None:
    """Let structlog's own loggers write through the standard library, to the same lines."""
    structlog.configure(
        processors=[*PROCESSORS[:-1], structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
