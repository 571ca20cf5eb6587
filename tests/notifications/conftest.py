"""Ada's work in spring, which Grace mentors and Linus organises; and a site with a mail server."""

from collections.abc import Iterator
from typing import Any

import pytest

from onboarding.programs.models import Enrollment
from tests.cast import enroll, make_program
from tests.servers import chat as chats
from tests.servers import mail


@pytest.fixture
def ada() -> Enrollment:
    return enroll(make_program(), "ada")


@pytest.fixture
def post_office(settings: Any) -> Iterator[mail.MailServer]:
    """A real conversation with a real server: the settings are those of a site that has one."""
    with mail.running() as server:
        changes = {"smtp_host": "127.0.0.1", "smtp_port": server.port, "base_url": "https://waymark.example.org"}
        settings.WAYMARK = settings.WAYMARK.model_copy(update=changes)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT = False, 2
        yield server


@pytest.fixture
def room(settings: Any) -> Iterator[chats.ChatServer]:
    """A webhook on loopback, which only an operator's word opens."""
    with chats.running() as server:
        settings.WAYMARK = settings.WAYMARK.model_copy(
            update={"chat_private_hosts": ["127.0.0.1"], "base_url": "https://waymark.example.org"}
        )
        yield server
