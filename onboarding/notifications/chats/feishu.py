"""Feishu's and Lark's custom bots, with their signature, which apprise does not know.

https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot
"""

import base64
import hashlib
import hmac
from datetime import datetime

import requests

from onboarding.notifications.chats.errors import NotSaid

HOSTS = frozenset({"open.feishu.cn", "open.larksuite.com"})
PATH = "/open-apis/bot/v2/hook/"
TIMEOUT = (5, 10)


def signature(secret: str, timestamp: int) -> str:
    """HMAC-SHA256 of nothing, under a key made of instant and secret: so the documentation has it."""
    key = f"{timestamp}\n{secret}".encode()
    return base64.b64encode(hmac.new(key, b"", hashlib.sha256).digest()).decode()


def say(url: str, secret: str, text: str, *, now: datetime) -> None:
    """Raises `NotSaid` with what the bot answered. Redirects are not followed."""
    payload: dict[str, object] = {"msg_type": "text", "content": {"text": text}}
    if secret:
        timestamp = int(now.timestamp())
        payload |= {"timestamp": str(timestamp), "sign": signature(secret, timestamp)}
    try:
        response = requests.post(url, json=payload, timeout=TIMEOUT, allow_redirects=False)
    except requests.RequestException as error:
        raise NotSaid(type(error).__name__) from error
    if response.status_code != requests.codes.ok:
        msg = f"HTTP {response.status_code}"
        raise NotSaid(msg)
    _look_inside(response)


def _look_inside(response: requests.Response) -> None:
    """A refusal comes as 200, with a code."""
    try:
        answer = response.json()
        code, said = answer.get("code", answer.get("StatusCode")), str(answer.get("msg", ""))
    except (ValueError, AttributeError) as error:
        msg = "The answer is not JSON."
        raise NotSaid(msg) from error
    if code != 0:
        msg = f"Code {code}: {said}"[:200]
        raise NotSaid(msg)
