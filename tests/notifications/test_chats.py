"""Chats: what is said in them, what becomes of it where they don't take it, and who chooses that."""

from datetime import timedelta

import pytest
from apprise.plugins.mattermost import NotifyMattermost

from onboarding.notifications.models import Chat, Post
from onboarding.notifications.operations import announce_to, drain
from onboarding.programs.models import AuditEntry
from onboarding.questions.operations import answer
from tests.cast import make_person, make_program
from tests.notifications.rooms import feishu_at, mattermost_at, opened, say_due
from tests.notifications.world import LATER, handed_in_text
from tests.questions.world import ask
from tests.servers import chat as chats
from tests.verification.world import MINUTE

pytestmark = pytest.mark.django_db
ADDRESS = "/organise/spring/chats/"
FEISHU = "https://open.feishu.cn/open-apis/bot/v2/hook/0000-made-up"


def test_a_chat_is_told_that_somebody_waits(ada, room):
    opened(ada, feishu_at(room))
    submission = handed_in_text(ada)
    drain(now=LATER)

    say_due()

    ((said),) = room.said
    assert said["msg_type"] == "text"
    lines = said["content"]["text"].splitlines()
    assert lines[0] == "Ada handed in “Introduce yourself”"
    assert lines[-1] == f"https://waymark.example.org/mentor/review/{submission.public_id}/"
    assert Post.objects.get().state == "sent"


def test_apprise_speaks_to_a_mattermost_of_ones_own(ada, room):
    opened(ada, mattermost_at(room), language="zh-hans")
    ask(ada, now=LATER)
    drain(now=LATER)

    say_due()

    assert "Ada 有问题想问" in str(room.said[0])
    assert Post.objects.get().state == "sent"


def test_nothing_personal_is_said(ada, room):
    opened(ada, feishu_at(room))
    ask(ada, kind="personal", now=LATER)
    drain(now=LATER)

    assert not Post.objects.exists()


def test_a_chat_is_told_only_what_it_wants_and_only_of_its_program(ada, room):
    opened(ada, feishu_at(room), kinds=("announcement",))
    handed_in_text(ada)
    words = {"en": "Tea at five."}
    announce_to(
        program=ada.program, public_id="one", audience="mentors", title=words, text=words, by=ada.user, now=LATER
    )
    drain(now=LATER)

    assert list(Post.objects.values_list("fact", flat=True)) == ["announcement"]


@pytest.mark.parametrize("address", [feishu_at, mattermost_at])
def test_a_chat_that_answers_500_is_asked_again_and_organisers_see_it(ada, room, client, address):
    opened(ada, address(room))
    ask(ada, now=LATER)
    drain(now=LATER)
    room.status = 500
    say_due()
    post = Post.objects.get()
    assert (post.state, post.attempts, post.due_at) == ("queued", 1, LATER + MINUTE)
    assert "500" in post.last_error
    client.force_login(make_person("linus"))
    page = client.get(ADDRESS).content.decode()
    assert "The latest message did not arrive" in page
    assert "knock-knock" not in page + post.last_error
    assert "3ccdd113" not in page + post.last_error

    room.status = 200
    say_due(LATER + MINUTE)

    assert Post.objects.get().state == "sent"


@pytest.mark.parametrize("address", [feishu_at, mattermost_at])
def test_a_redirect_is_not_followed(ada, room, address):
    with chats.running() as elsewhere:
        opened(ada, address(room))
        ask(ada, now=LATER)
        drain(now=LATER)
        room.status, room.location = 307, f"http://127.0.0.1:{elsewhere.port}/"

        say_due()

        assert elsewhere.said == []
    assert Post.objects.get().state == "queued"


def test_a_chat_that_is_not_there_is_asked_again(ada, room):
    opened(ada, "http://127.0.0.1:1/open-apis/bot/v2/hook/knock-knock")
    ask(ada, now=LATER)
    drain(now=LATER)

    say_due()

    assert Post.objects.get().last_error == "ConnectionError"


def test_what_has_settled_itself_while_a_chat_was_away_is_not_said_any_more(ada, room, client):
    opened(ada, feishu_at(room))
    question = ask(ada, now=LATER)
    drain(now=LATER)
    room.status = 500
    say_due()
    client.force_login(make_person("linus"))
    assert "1 message is tried again by itself." in client.get(ADDRESS).content.decode()
    answer(question=question, author=make_person("grace"), text="So.", now=LATER)
    room.status = 200

    say_due(LATER + MINUTE)

    assert len(room.said) == 1, "the one that was answered 500"
    assert Post.objects.get().state == "cancelled"


def test_what_was_given_up_stays_visible_when_the_next_message_arrives(ada, room, client):
    opened(ada, feishu_at(room))
    ask(ada, now=LATER)
    drain(now=LATER)
    Post.objects.update(state=Post.State.FAILED, attempts=12, last_error="HTTP 500")
    handed_in_text(ada)
    drain(now=LATER)
    say_due()
    client.force_login(make_person("linus"))

    assert "1 message was never said." in client.get(ADDRESS).content.decode()


def test_what_fails_in_a_way_that_nobody_thought_of_is_seen_and_tried_again(ada, room, monkeypatch):
    opened(ada, mattermost_at(room))
    ask(ada, now=LATER)
    drain(now=LATER)

    def breaks(*_args: object, **_more: object) -> bool:
        raise ZeroDivisionError

    monkeypatch.setattr(NotifyMattermost, "send", breaks)

    say_due()

    assert (Post.objects.get().state, Post.objects.get().last_error) == ("queued", "ZeroDivisionError")


def test_each_fact_is_said_once(ada, room):
    opened(ada, feishu_at(room))
    ask(ada, now=LATER)
    for _ in range(2):
        drain(now=LATER)
        say_due()

    assert len(room.said) == 1


def test_the_address_is_sealed_and_shown_to_nobody(ada, client):
    client.force_login(make_person("linus"))

    client.post(
        ADDRESS,
        {"name": "Mentors", "address": FEISHU, "secret": "between us", "language": "en", "kinds": ["review"]},
    )

    chat = Chat.objects.get()
    assert (chat.service, chat.kinds) == ("Feishu", ["review"])
    assert "made-up" not in chat.sealed
    page = client.get(ADDRESS).content.decode()
    assert "made-up" not in page
    assert "between us" not in page


def test_a_refused_address_stays_in_the_form_with_what_to_do(ada, client):
    client.force_login(make_person("linus"))

    response = client.post(
        ADDRESS,
        {
            "name": "Mentors",
            "address": "mmosts://10.0.0.1/3ccdd113474722377935511fc85d3dd4",
            "language": "en",
            "kinds": ["review"],
        },
    )

    assert response.status_code == 422
    assert "chat_private_hosts" in response.content.decode()
    assert not Chat.objects.exists()


def test_saying_hello_tells_whether_it_works(ada, room, client):
    chat = opened(ada, feishu_at(room))
    client.force_login(make_person("linus"))

    page = client.post(f"{ADDRESS}{chat.public_id}/try/", follow=True).content.decode()
    assert "We said hello in Mentors." in page
    room.status = 503
    page = client.post(f"{ADDRESS}{chat.public_id}/try/", follow=True).content.decode()

    assert "It answered: HTTP 503" in page


def test_what_is_said_where_is_chosen_in_one_matrix(ada, room, client):
    one, two = opened(ada, feishu_at(room)), opened(ada, mattermost_at(room))
    later = opened(ada, feishu_at(room))
    client.force_login(make_person("linus"))
    page = client.get(ADDRESS).content.decode()
    assert f'value="{one.public_id}:review"' in page
    chosen = [
        f"{one.public_id}:question",
        f"{two.public_id}:review",
        f"{two.public_id}:nonsense",
        f"{later.public_id}:flag",
    ]

    for _twice in range(2):
        client.post(f"{ADDRESS}kinds/", {"chat": [one.public_id, two.public_id], "said": chosen})

    assert [each.kinds for each in Chat.objects.all()] == [["question"], ["review"], later.kinds]
    assert AuditEntry.objects.filter(verb="chat-chosen").values_list("facts", flat=True).get() == {
        "service": "Feishu, Mattermost"
    }


def test_nobody_chooses_for_the_chats_of_another_program(ada, room, client):
    chat = opened(ada, feishu_at(room))
    make_program("autumn", organisers=("mallory",))
    client.force_login(make_person("mallory"))

    client.post("/organise/autumn/chats/kinds/", {"chat": [chat.public_id], "said": []})

    assert Chat.objects.get().kinds == chat.kinds


def test_what_is_taken_away_is_told_nothing_more(ada, room, client):
    chat = opened(ada, feishu_at(room))
    ask(ada, now=LATER)
    drain(now=LATER)
    client.force_login(make_person("linus"))

    client.post(f"{ADDRESS}{chat.public_id}/remove/")
    say_due(LATER + timedelta(days=1))

    assert room.said == []


def test_that_a_chat_was_added_and_taken_away_is_noted_without_its_address(ada, room, client):
    client.force_login(make_person("linus"))
    chat = opened(ada, mattermost_at(room))
    client.post(f"{ADDRESS}{chat.public_id}/remove/")

    noted = AuditEntry.objects.filter(verb__startswith="chat-").order_by("pk")
    assert [(each.verb, each.actor.login, each.facts) for each in noted] == [
        ("chat-added", "linus", {"service": chat.service}),
        ("chat-removed", "linus", {"service": chat.service}),
    ]


def test_another_secret_key_is_said_in_words(ada, room, settings):
    opened(ada, feishu_at(room))
    ask(ada, now=LATER)
    drain(now=LATER)
    settings.SECRET_KEY = "another"

    say_due()

    assert "another secret_key" in Post.objects.get().last_error
