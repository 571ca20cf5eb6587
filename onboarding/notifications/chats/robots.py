"""The robots of Feishu, DingTalk and WeCom, which we speak to ourselves.

All three refuse with a 200 and a code, which apprise takes for a yes; of their signatures it does not know Feishu's,
and encodes DingTalk's twice.

https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot
https://open.dingtalk.com/document/orgapp/customize-robot-security-settings
https://developer.work.weixin.qq.com/document/path/91770
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import requests

from onboarding.notifications.chats.errors import NotSaid

FEISHU_HOSTS = frozenset({"open.feishu.cn", "open.larksuite.com"})
FEISHU_PATH = "/open-apis/bot/v2/hook/"
TIMEOUT = (5, 10)
_CODES, _WORDS = ("code", "StatusCode", "errcode"), ("msg", "errmsg")


def say_to_feishu(url: str, secret: str, text: str, *, now: datetime) -> None:
    """Raises `NotSaid` with what the robot answered, as the others do.

    It wants the signature of nothing, under a key made of instant and secret: so the documentation has it.
    """
    payload: dict[str, object] = {"msg_type": "text", "content": {"text": text}}
    if secret:
        timestamp = int(now.timestamp())
        payload |= {"timestamp": str(timestamp), "sign": _signature(f"{timestamp}\n{secret}", "")}
    _post(url, payload)


def say_to_dingtalk(url: str, secret: str, text: str, *, mobiles: Sequence[str] = (), now: datetime) -> None:
    """``mobiles``: whom the address itself names."""
    payload = {"msgtype": "text", "text": {"content": text}, "at": {"atMobiles": list(mobiles), "isAtAll": False}}
    timestamp = str(int(now.timestamp() * 1000))
    signed = {"timestamp": timestamp, "sign": _signature(secret, f"{timestamp}\n{secret}")} if secret else {}
    _post(url, payload, signed)


def say_to_wecom(url: str, text: str) -> None:
    _post(url, {"msgtype": "text", "text": {"content": text}})


def _signature(key: str, message: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), message.encode(), hashlib.sha256).digest()).decode()


def _post(url: str, payload: Mapping[str, object], query: Mapping[str, str] | None = None) -> None:
    """Redirects are not followed."""
    try:
        response = requests.post(url, json=payload, params=query, timeout=TIMEOUT, allow_redirects=False)
    except requests.RequestException as error:
        raise NotSaid(type(error).__name__) from error
    if response.status_code != requests.codes.ok:
        msg = f"HTTP {response.status_code}"
        raise NotSaid(msg)
    _look_inside(response)


def _look_inside(response: requests.Response) -> None:
    try:
        answer: dict[str, Any] = dict(response.json())
    except (ValueError, TypeError) as error:
        msg = "The answer is not JSON."
        raise NotSaid(msg) from error
    code = next((answer[name] for name in _CODES if name in answer), None)
    if code != 0:
        said = next((str(answer[name]) for name in _WORDS if name in answer), "")
        msg = f"Code {code}: {said}"[:200]
        raise NotSaid(msg)
