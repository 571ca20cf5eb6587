"""Is the process alive, and can it serve? Asked by the launcher, by containers and by load balancers."""

import logging
from collections.abc import Callable

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError

from onboarding.celery import app

logger = logging.getLogger(__name__)
OK = "ok"
BROKER_PATIENCE = 2
"""Seconds: a probe that hangs is worse than one that says no."""


@require_safe
@never_cache
def livez(request: HttpRequest) -> HttpResponse:
    """The process answers. It asks nobody else: a database that is down is no reason to restart the web server."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when everything that a page needs is there; else 503 and which part is missing."""
    parts = {name: check() for name, check in CHECKS.items()}
    is_ready = all(answer == OK for answer in parts.values())
    return JsonResponse({"ready": is_ready, **parts}, status=200 if is_ready else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        logger.warning("not ready, database: %s", error)
        return "not reachable"
    return OK


def _broker() -> str:
    try:
        with app.connection_for_write(connect_timeout=BROKER_PATIENCE) as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=BROKER_PATIENCE)
    except OperationalError as error:
        logger.warning("not ready, broker: %s", error)
        return "not reachable"
    return OK


def _migrations() -> str:
    if Migrations.applied:
        return OK
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "unknown"
    Migrations.applied = not pending
    return f"{len(pending)} to apply" if pending else OK


class Migrations:
    """Remembers that nothing is left to apply: that can't change while this process runs this code."""

    applied = False


CHECKS: dict[str, Callable[[], str]] = {"database": _database, "broker": _broker, "migrations": _migrations}
