"""The Celery application. Due times live in the database: beat only rings the bell."""

import logging
import os
from typing import Any

from celery import Celery
from celery.contrib.django.task import DjangoTask
from celery.signals import beat_embedded_init, setup_logging, worker_init
from django.db import transaction
from kombu.exceptions import OperationalError

from onboarding import broker
from onboarding.orphans import die_with

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onboarding.settings")
logger = logging.getLogger(__name__)
_process: dict[str, int] = {}


class Doorbell(DjangoTask):  # type: ignore[type-arg] # generic in the stubs only
    """A task that only makes sooner what the next sweep would do anyway: a broker that is down must break no page."""

    def delay_on_commit(self, *args: Any, **kwargs: Any) -> None:  # type: ignore[override] # the stub is wrong
        transaction.on_commit(lambda: self.ring(*args, **kwargs))

    def ring(self, *args: Any, **kwargs: Any) -> None:
        """Queue now, or say in the log that the sweep will have to find it."""
        try:
            self.delay(*args, **kwargs)
        except OperationalError as error:
            logger.warning("%s was not queued, the next sweep will find it: %s", self.name, error)


broker.mend()
app = Celery("onboarding", task_cls=Doorbell)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.set_default()


@setup_logging.connect
def leave_logging_alone(**_: object) -> None:
    """Celery sets up its own logging unless somebody answers here: Django's LOGGING is in force already."""


@worker_init.connect
def remember_the_worker(**_: object) -> None:
    """Known before the fork: afterwards a child can't tell its parent from the one that adopts orphans."""
    _process["worker"] = os.getpid()


@beat_embedded_init.connect
def end_with_the_worker(**_: object) -> None:
    """The worker forks beat; were the worker killed, a second beat would ring beside the next worker's."""
    die_with(_process["worker"])
