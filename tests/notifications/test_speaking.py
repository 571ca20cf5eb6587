"""What each chat is sent, by real requests to a server on loopback: the words, the signatures, and nobody woken up."""

import base64
import hashlib
import hmac
import json
from urllib.parse import parse_qs, urlsplit

import pytest
from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.plugins.discord import NotifyDiscord
from apprise.plugins.slack import NotifySlack
from apprise.plugins.wecombot import NotifyWeComBot

from onboarding.notifications.chats.errors import NotSaid
from onboarding.notifications.chats.services import recognise, say
from tests.cast import NOON
from tests.notifications.rooms import feishu_at, mattermost_at

LINK = "https://waymark.example.org/questions/abc/"
ANSWER = {"code": 0, "errcode": 0, "access_token": "made-up", "user_id": "@w:here", "home_server": "here"}


@pytest.fixture
def addresses(room, monkeypatch):
    """Where each service is for this test: those that have one host for everybody are told to have it here."""
    here = f"http://127.0.0.1:{room.port}"
    room.answer = {**ANSWER, "room_id": "!r:here", "event_id": "one"}
    monkeypatch.setattr(NotifySlack, "webhook_url", f"{here}/services")
    monkeypatch.setattr(NotifyDiscord, "notify_url", f"{here}/api/webhooks")
    monkeypatch.setattr(NotifyDingTalk, "notify_url", f"{here}/robot/send?access_token={{token}}")
    monkeypatch.setattr(NotifyWeComBot, "notify_url", f"{here}/cgi-bin/webhook/send?key={{key}}")
    return {
        "Slack": "https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ",
        "Discord": "https://discord.com/api/webhooks/1234567890/abcdefghijklmnopqrstuvwxyz",
        "DingTalk": "https://oapi.dingtalk.com/robot/send?access_token=abc123",
        "WeCom": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=8b3a-aaaa-bbbb-cccc",
        "Feishu": feishu_at(room),
        "Matrix": f"matrix://waymark:secret@127.0.0.1:{room.port}/#mentors",
        "Mattermost": mattermost_at(room),
    }


SERVICES = ("Slack", "Discord", "DingTalk", "WeCom", "Feishu", "Matrix", "Mattermost")
ROBOTS = {"DingTalk": "errcode", "WeCom": "errcode", "Feishu": "code"}


def said_by(room):
    """Everything that was sent, as one text."""
    return json.dumps(room.said, ensure_ascii=False)


@pytest.mark.parametrize("service", SERVICES)
def test_each_is_sent_the_title_the_words_and_the_link(room, addresses, service):
    if service == "Slack":
        room.plain = b"ok"
    place = recognise(addresses[service])

    say(place, "Ada asks a question", f"部署之后容器一直 Pending\n{LINK}", now=NOON)

    assert place.service == service
    for words in ("Ada asks a question", "部署之后容器一直 Pending", LINK):
        assert words in said_by(room)
    assert "pprise" not in said_by(room)


@pytest.mark.parametrize("service", SERVICES)
def test_nobody_is_woken_by_what_somebody_calls_themselves(room, addresses, service):
    if service == "Slack":
        room.plain = b"ok"
    names = '@everyone <@123> <@&45> <!channel> !here> <at user_id="all">all</at>'

    say(recognise(addresses[service]), f"{names} asks", f"{names} and ada@example.org\n{LINK}", now=NOON)

    sent = said_by(room)
    assert "ada@example.org" in sent
    for mention in ("@everyone", "<@123>", "<@&45>", "<!channel", "!here>", "<at user_id"):
        assert mention not in sent


@pytest.mark.parametrize(("service", "code"), ROBOTS.items())
def test_a_refusal_inside_a_200_is_no_yes(room, addresses, service, code):
    room.answer = {code: 310000, "msg": "sign not match", "errmsg": "sign not match"}

    with pytest.raises(NotSaid, match="Code 310000: sign not match"):
        say(recognise(addresses[service], "wrong"), "Ada asks", LINK, now=NOON)


@pytest.mark.parametrize("service", SERVICES)
def test_a_redirect_leads_nowhere(room, addresses, service):
    room.status, room.location = 307, f"http://127.0.0.1:{room.port}/elsewhere"

    with pytest.raises(NotSaid):
        say(recognise(addresses[service]), "Ada asks", LINK, now=NOON)

    assert room.paths
    assert "/elsewhere" not in room.paths


def test_feishu_is_given_its_signature(room, addresses):
    say(recognise(addresses["Feishu"], "between us"), "Ada asks", LINK, now=NOON)

    timestamp = str(int(NOON.timestamp()))
    expected = hmac.new(f"{timestamp}\nbetween us".encode(), b"", hashlib.sha256).digest()
    assert (room.said[0]["timestamp"], room.said[0]["sign"]) == (timestamp, base64.b64encode(expected).decode())


def test_dingtalk_is_given_its_signature_as_it_decodes_it(room, addresses):
    say(recognise(addresses["DingTalk"], "SECbetweenus"), "Ada asks", LINK, now=NOON)

    timestamp = str(int(NOON.timestamp() * 1000))
    expected = hmac.new(b"SECbetweenus", f"{timestamp}\nSECbetweenus".encode(), hashlib.sha256).digest()
    query = parse_qs(urlsplit(room.paths[0]).query)
    assert query == {
        "access_token": ["abc123"],
        "timestamp": [timestamp],
        "sign": [base64.b64encode(expected).decode()],
    }
