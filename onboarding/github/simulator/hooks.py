"""Sends signed webhooks, in order, from a thread of its own, and keeps a log from which one can be sent again."""

import json
import time
import uuid
from datetime import datetime
from queue import SimpleQueue
from threading import Thread

import requests

from onboarding.github.signatures import sign
from onboarding.github.simulator import constants
from onboarding.github.simulator.payloads import Json
from onboarding.github.simulator.store import Store
from onboarding.github.simulator.world import Delivery, World

SECONDS = 10  # GitHub's own patience
KEPT = 100


class Hooks:
    """The one webhook of the simulator. Like GitHub it never sends anything again by itself."""

    def __init__(self, store: Store, *, url: str, secret: str) -> None:
        self.url = url
        self._secret = secret
        self._store = store
        self._queue: SimpleQueue[tuple[str, float] | None] = SimpleQueue()
        self._thread = Thread(target=self._send_all, name="simulator-webhooks", daemon=True)
        self._thread.start()

    def record(self, world: World, event: str, payload: Json, *, now: datetime) -> str:
        """Log a delivery in the transaction of what it tells; gives the GUID to `send` afterwards."""
        body = json.dumps(payload, ensure_ascii=False)
        action = payload.get("action", "")
        delivery = Delivery(guid=str(uuid.uuid4()), event=event, action=action, body=body, sent_at=now)
        world.deliveries = [*world.deliveries[1 - KEPT :], delivery]
        return delivery.guid

    def send(self, guid: str, *, late_seconds: float = 0) -> None:
        """Send a logged delivery, for the first time or again: same GUID, same bytes."""
        self._queue.put((guid, late_seconds))

    def close(self) -> None:
        """Send what is queued, then stop."""
        self._queue.put(None)
        self._thread.join()

    def _send_all(self) -> None:
        with requests.Session() as session:
            while (sending := self._queue.get()) is not None:
                guid, late_seconds = sending
                time.sleep(late_seconds)
                with self._store.reading() as world:
                    delivery = world.delivery(guid)
                if delivery:
                    status, error = self._post(session, delivery)
                    with self._store.changing():
                        delivery.status, delivery.error = status, error

    def _post(self, session: requests.Session, delivery: Delivery) -> tuple[int | None, str]:
        body = delivery.body.encode()
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "GitHub-Hookshot/simulator",
            "X-GitHub-Delivery": delivery.guid,
            "X-GitHub-Event": delivery.event,
            "X-GitHub-Hook-ID": "1",
            "X-GitHub-Hook-Installation-Target-ID": str(constants.REPOSITORY_ID),
            "X-GitHub-Hook-Installation-Target-Type": "repository",
            "X-Hub-Signature-256": sign(body, self._secret),
        }
        try:
            response = session.post(self.url, data=body, headers=headers, timeout=SECONDS, allow_redirects=False)
        except requests.RequestException as error:
            return None, type(error).__name__
        return response.status_code, ""
