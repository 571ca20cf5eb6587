"""Verbs of telling people: drain what nobody was told yet, announce, read, prefer, send, note what comes back."""

from onboarding.notifications.operations.announcing import announce_to
from onboarding.notifications.operations.bouncing import note_bounce
from onboarding.notifications.operations.chatting import (
    add_chat,
    choose_kinds,
    due_posts,
    remove_chat,
    send_post,
    try_chat,
)
from onboarding.notifications.operations.draining import announce, drain
from onboarding.notifications.operations.mailing import due_mails, send_mail, try_again
from onboarding.notifications.operations.preferring import prefer, trust_address, unsubscribe
from onboarding.notifications.operations.reading import read, read_all

__all__ = [
    "add_chat",
    "announce",
    "announce_to",
    "choose_kinds",
    "drain",
    "due_mails",
    "due_posts",
    "note_bounce",
    "prefer",
    "read",
    "read_all",
    "remove_chat",
    "send_mail",
    "send_post",
    "trust_address",
    "try_again",
    "try_chat",
    "unsubscribe",
]
