"""Which addresses of chats are taken: those that chats show, and none inside our own network, however it is written."""

import socket

import pytest

from onboarding.notifications.chats.errors import NotSaid, Unusable
from onboarding.notifications.chats.guard import refuse_private
from onboarding.notifications.chats.services import recognise
from onboarding.notifications.models import Post
from onboarding.notifications.operations import drain
from tests.notifications.rooms import opened, say_due
from tests.notifications.world import LATER
from tests.questions.world import ask

pytestmark = pytest.mark.django_db
FEISHU = "https://open.feishu.cn/open-apis/bot/v2/hook/0000-made-up"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "10.1.2.3", "192.168.0.1", "169.254.169.254", "100.64.0.1", "[::1]"]
)
def test_an_address_inside_our_network_is_refused(ada, host):
    with pytest.raises(Unusable, match="private network"):
        opened(ada, f"mmosts://{host}/3ccdd113474722377935511fc85d3dd4")


@pytest.mark.parametrize(
    "address",
    [
        f"mmosts://{host}/3ccdd113474722377935511fc85d3dd4"
        for host in ("2130706433", "0x7f000001", "[::ffff:127.0.0.1]")
    ],
)
def test_an_address_written_in_another_way_is_the_same_address(ada, address):
    with pytest.raises(Unusable, match="private network"):
        opened(ada, address)


@pytest.mark.parametrize(
    "address",
    [
        "fe80::1%eth0",
        "fec0::1",
        "::ffff:10.0.0.1",
        "::ffff:224.0.0.1",
        "::ffff:0:10.0.0.1",
        "::10.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::10.0.0.1",
        "2002:a00:1::1",
        "fd00::1",
        "ff0e::1",
        "224.0.0.1",
    ],
)
def test_an_address_that_hides_what_it_is_is_refused(monkeypatch, address):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: [(0, 0, 0, "", (address, 443))])

    with pytest.raises(Unusable):
        refuse_private("chat.example.org", 443)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:4700::1111", "64:ff9b::93.184.216.34", "::ffff:93.184.216.34"]
)
def test_a_public_address_is_taken_however_it_is_written(monkeypatch, address):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: [(0, 0, 0, "", (address, 443))])

    refuse_private("chat.example.org", 443)


def test_a_name_that_turns_private_later_is_refused_when_something_is_said(ada, monkeypatch):
    """DNS is not ours: it stands in here for what an attacker's name server would answer."""
    answers = iter(["93.184.216.34", "127.0.0.1"])
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: [(0, 0, 0, "", (next(answers), 443))])
    opened(ada, "mmosts://chat.example.org/3ccdd113474722377935511fc85d3dd4")
    ask(ada, now=LATER)
    drain(now=LATER)

    say_due()

    assert Post.objects.get().state == "refused"


def test_one_private_address_among_public_ones_is_enough(monkeypatch):
    both = [(0, 0, 0, "", (address, 443)) for address in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: both)

    with pytest.raises(Unusable):
        refuse_private("chat.example.org", 443)


def test_a_host_that_nobody_knows_may_be_known_later():
    with pytest.raises(NotSaid, match="not known"):
        refuse_private("chat.invalid", 443)


@pytest.mark.parametrize(
    ("address", "service"),
    [
        ("https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ", "Slack"),
        ("https://discord.com/api/webhooks/1234567890/abcdefghijklmnopqrstuvwxyz", "Discord"),
        ("https://oapi.dingtalk.com/robot/send?access_token=abc123", "DingTalk"),
        ("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=8b3a-aaaa-bbbb-cccc", "WeCom"),
        (FEISHU, "Feishu"),
        ("https://open.larksuite.com/open-apis/bot/v2/hook/abc", "Feishu"),
        ("matrixs://user:pass@matrix.example.org/#room", "Matrix"),
        ("mmosts://mm.example.org/3ccdd113474722377935511fc85d3dd4", "Mattermost"),
    ],
)
def test_the_address_that_a_chat_shows_is_recognised(address, service):
    assert recognise(address, "secret").service == service


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/hook",
        "json://127.0.0.1/",
        "file:///etc/passwd",
        "syslog://",
        "mailto://user:pass@example.org",
        "matrix://user:pass@matrix.example.org/#room",
        "https://evil.example.org/open-apis/bot/v2/hook/abc",
        "http://open.feishu.cn/open-apis/bot/v2/hook/abc",
        "not an address",
    ],
)
def test_everything_else_is_refused(address):
    with pytest.raises(Unusable, match="no webhook address that we know"):
        recognise(address)
