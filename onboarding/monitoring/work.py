"""Watches the tasks that a worker runs: counts them, and says in the log which task and which request it was."""

import time
from typing import Any

import structlog
from celery import Task
from celery.signals import before_task_publish, task_postrun, task_prerun, worker_ready
from django.conf import settings

from onboarding.monitoring.metrics import TASK_SECONDS, TASKS, serve_from_worker

REQUEST_ID = "waymark_request_id"


@before_task_publish.connect
def send_request_id_along(headers: dict[str, Any] | None = None, **_: object) -> None:
    """So that one can follow a click from the web server's log into the worker's."""
    request_id = structlog.contextvars.get_contextvars().get("request_id")
    if request_id and headers is not None:
        headers[REQUEST_ID] = request_id


@task_prerun.connect
def note_start(task_id: str, task: "Task[Any, Any]", **_: object) -> None:
    structlog.contextvars.clear_contextvars()
    context = {"task": task.name, "task_id": task_id}
    request_id = getattr(task.request, REQUEST_ID, None)
    structlog.contextvars.bind_contextvars(**context, **({"request_id": request_id} if request_id else {}))
    task.request.update(waymark_started=time.perf_counter())


@task_postrun.connect
def count(task: "Task[Any, Any]", state: str | None = None, **_: object) -> None:
    started = getattr(task.request, "waymark_started", None)
    if started is not None:
        TASK_SECONDS.labels(task.name).observe(time.perf_counter() - started)
    TASKS.labels(task.name, (state or "unknown").lower()).inc()
    structlog.contextvars.clear_contextvars()


@worker_ready.connect
def serve_metrics(**_: object) -> None:
    serve_from_worker(settings.WAYMARK)
