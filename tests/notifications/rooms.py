"""Chats for tests: where they are, how one is opened, and how a worker says what is due there."""

from collections.abc import Sequence
from datetime import datetime

from onboarding.notifications.models import Chat
from onboarding.notifications.operations import add_chat, due_posts, send_post
from onboarding.programs.models import Enrollment
from tests.cast import NOON, make_person
from tests.notifications.world import LATER
from tests.servers.chat import ChatServer


def feishu_at(server: ChatServer) -> str:
    return f"http://127.0.0.1:{server.port}/open-apis/bot/v2/hook/knock-knock"


def mattermost_at(server: ChatServer) -> str:
    return f"mmost://127.0.0.1:{server.port}/3ccdd113474722377935511fc85d3dd4"


def opened(
    ada: Enrollment,
    address: str,
    *,
    secret: str = "",
    kinds: Sequence[str] = ("review", "question", "announcement"),
    language: str = "en",
) -> Chat:
    return add_chat(
        program=ada.program,
        name="Mentors",
        address=address,
        secret=secret,
        language=language,
        kinds=kinds,
        by=make_person("linus"),
        now=NOON,
    )


def say_due(now: datetime = LATER) -> None:
    for post_id in due_posts(now=now):
        send_post(post_id=post_id, now=now)
