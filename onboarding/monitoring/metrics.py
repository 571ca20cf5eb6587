"""What Prometheus reads, on a port of its own: requests, tasks, and how much work is waiting."""

import errno
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count
from django.utils import timezone
from prometheus_client import CollectorRegistry, Counter, Histogram, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from redis import RedisError

from onboarding.config import Config
from onboarding.github.budget import GRAPHQL, REST, Budget
from onboarding.github.models import DELIVERY_TRIES, Delivery
from onboarding.verification.models import Submission

REQUESTS = Counter("waymark_http_requests_total", "Requests answered", ("view", "method", "status"))
REQUEST_SECONDS = Histogram("waymark_http_request_seconds", "Seconds until a request was answered", ("view",))
TASKS = Counter("waymark_tasks_total", "Tasks that the worker ran", ("task", "outcome"))
TASK_SECONDS = Histogram("waymark_task_seconds", "Seconds that a task took", ("task",))


def serve_from_web(config: Config) -> None:
    """The figures of all the web server's workers, and those of the database, which are the same whoever asks.

    The first worker to come has the port and serves for all: another finds it taken, or succeeds it.
    """
    if not config.metrics_port:
        return
    figures = CollectorRegistry()
    MultiProcessCollector(figures)  # type: ignore[no-untyped-call]
    figures.register(Waiting())
    try:
        start_http_server(config.metrics_port, addr=config.metrics_host, registry=figures)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise


def serve_from_worker(config: Config) -> None:
    """The worker's own figures, one port above the web server's."""
    if config.metrics_port:
        start_http_server(config.metrics_port + 1, addr=config.metrics_host)


class Waiting(Collector):
    """Asks, when Prometheus asks, how much work is waiting and what GitHub allows. A few queries on small indexes."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            yield _submissions(timezone.now())
            yield _deliveries()
            yield _points()
        except (DatabaseError, RedisError):
            return  # /readyz says so; a scrape without these figures is better than none
        finally:
            connection.close()

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Nothing: registering must not ask the database."""
        return iter(())


def _submissions(now: datetime) -> GaugeMetricFamily:
    family = GaugeMetricFamily(
        "waymark_submissions_due", "Submissions whose check is due, by status", labels=["status"]
    )
    due = Submission.objects.filter(status__in=("queued", "waiting"), next_check_at__lte=now)
    for status, count in due.values_list("status").annotate(Count("pk")):
        family.add_metric([status], count)
    return family


def _deliveries() -> GaugeMetricFamily:
    """Those that are not done. What is done is in the tasks' figures: counting a table that only grows takes long."""
    family = GaugeMetricFamily("waymark_deliveries", "Webhook deliveries that are not done", labels=["outcome"])
    unprocessed = Delivery.objects.unprocessed()
    family.add_metric(["received"], unprocessed.filter(attempts=0).count())
    family.add_metric(["failed"], unprocessed.filter(attempts__range=(1, DELIVERY_TRIES - 1)).count())
    family.add_metric(["given_up"], unprocessed.filter(attempts__gte=DELIVERY_TRIES).count())
    return family


def _points() -> GaugeMetricFamily:
    """What GitHub's last answers said is left of the hour's budget, as all workers share it."""
    family = GaugeMetricFamily("waymark_github_points_left", "What is left of GitHub's primary limit", labels=["api"])
    budget = Budget(settings.GITHUB.token)
    for api in (GRAPHQL, REST):
        if spending := budget.spending(api):
            family.add_metric([api], spending.remaining)
    return family
