"""Chats: setting them up, queuing what is said in them with the notifications, and saying it."""

import json
import logging
from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from onboarding.github.sealing import Unreadable, seal, unseal
from onboarding.languages import pick
from onboarding.notifications.chats.errors import NotSaid, Unusable
from onboarding.notifications.chats.guard import refuse_private
from onboarding.notifications.chats.services import Place, recognise, say
from onboarding.notifications.kinds import IN_CHATS
from onboarding.notifications.letters import absolute
from onboarding.notifications.models import Chat, Post
from onboarding.notifications.news import News, in_all
from onboarding.notifications.operations.claims import claim, conclude, later
from onboarding.notifications.sources import BY_NAME
from onboarding.people.models import User
from onboarding.programs.models import Program, Verb
from onboarding.programs.operations import record

logger = logging.getLogger(__name__)
MOST_AT_ONCE = 200
ANNOUNCED = "announcement"
ANOTHER_KEY = "The address was sealed with another secret_key. Take the chat away and add it anew."


def add_chat(
    *,
    program: Program,
    name: str,
    address: str,
    secret: str,
    language: str,
    kinds: Collection[str],
    by: User,
    now: datetime,
) -> Chat:
    """Raises `Unusable` for an address that we don't take. Nothing is sent yet."""
    place = recognise(address, secret)
    if place.host:
        refuse_private(place.host, place.port)
    with transaction.atomic():
        record(program=program, verb=Verb.CHAT_ADDED, actor=by, now=now, facts={"service": place.service})
        return Chat.objects.create(
            program=program,
            name=name,
            service=place.service,
            sealed=seal(json.dumps([address, secret])),
            language=language,
            kinds=sorted(kinds),
            made_by=by,
            made_at=now,
        )


@transaction.atomic
def choose_kinds(
    *, program: Program, offered: Collection[str], chosen: Collection[str], by: User, now: datetime
) -> None:
    """What is said in each of these chats from now on. ``chosen``: kinds behind their chats, as ``chat:kind``."""
    changed: set[str] = set()
    for chat in Chat.objects.select_for_update().filter(program=program, public_id__in=offered):
        kinds = sorted(kind.value for kind in IN_CHATS if f"{chat.public_id}:{kind}" in chosen)
        if kinds != chat.kinds:
            chat.kinds = kinds
            chat.save(update_fields=("kinds",))
            changed.add(chat.service)
    if changed:
        record(program=program, verb=Verb.CHAT_CHOSEN, actor=by, now=now, facts={"service": ", ".join(sorted(changed))})


@transaction.atomic
def remove_chat(*, chat: Chat, by: User, now: datetime) -> None:
    """With everything that was still to be said there."""
    record(program=chat.program, verb=Verb.CHAT_REMOVED, actor=by, now=now, facts={"service": chat.service})
    chat.delete()


def try_chat(*, chat: Chat, now: datetime) -> None:
    """Say hello there, at once: whoever set it up is waiting. Raises `NotSaid` or `Unusable`."""
    title = in_all(lambda _code: "Waymark")
    say(_place(chat), pick(title, chat.language), absolute("/"), now=now)


def queue_posts(fact: str, fact_id: int, news: News, *, now: datetime) -> None:
    """For each chat of the program that wants this kind. Call it in the transaction of the notifications."""
    if news.program is None or news.is_private:
        return
    said = {"fact": fact, "fact_id": fact_id, "title": news.title, "text": news.text or {}, "path": news.path}
    chats = [chat for chat in Chat.objects.filter(program=news.program) if news.kind in chat.kinds]
    Post.objects.bulk_create(Post(chat=chat, created_at=now, due_at=now, **said) for chat in chats)


def due_posts(*, now: datetime) -> list[int]:
    return list(Post.objects.due(now).order_by("due_at").values_list("pk", flat=True)[:MOST_AT_ONCE])


def send_post(*, post_id: int, now: datetime) -> None:
    """Say it if it is due, nobody else is at it, and it is still so."""
    post = claim(Post, post_id, now=now)
    if post is None:
        return
    chat = Chat.objects.select_related("program").get(pk=post.chat_id)
    if _is_over(post, chat.program, now):
        conclude(post, Post.State.CANCELLED)
        return
    text = f"{pick(post.text, chat.language)}\n{absolute(post.path)}".strip()
    try:
        say(_place(chat), pick(post.title, chat.language), text, now=now)
    except Unusable as error:
        conclude(post, Post.State.REFUSED, last_error=str(error))
    except NotSaid as error:
        later(post, error.words, now=now)
    except Exception as error:
        logger.exception("%s cannot be said", post)
        later(post, type(error).__name__, now=now)
    else:
        conclude(post, Post.State.SENT, sent_at=now, last_error="")


def _is_over(post: Post, program: Program, now: datetime) -> bool:
    """Its cause is gone while the chat could not be reached; and in an archived program nothing waits for mentors."""
    if program.archived_at is not None and post.fact != ANNOUNCED:
        return True
    return post.fact_id in BY_NAME[post.fact].gone([post.fact_id], now)


def _place(chat: Chat) -> Place:
    try:
        address, secret = json.loads(unseal(chat.sealed))
    except Unreadable as error:
        raise NotSaid(ANOTHER_KEY) from error
    return recognise(address, secret)
