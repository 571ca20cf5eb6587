"""Writing to newcomers: preview, send, who gets nothing and why; praise by one click; the journey shows it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from onboarding.mentoring.models import Nudge
from onboarding.mentoring.operations import nudge
from onboarding.programs.models import Enrollment, Program
from onboarding.verification.models import Status
from tests.cast import NOON, enroll, make_person, make_program, make_submission

URL = "/mentor/nudges/"


def send(client, *people: Enrollment, text: str = "Hello {name}!", do: str = "send"):
    return client.post(URL, {"who": [each.public_id for each in people], "text": text, "do": do}, follow=True)


def words(client, *people: Enrollment, **query: str) -> str:
    page = client.get(URL, {"who": [each.public_id for each in people], **query})
    return str(page.context["form"]["text"].value())


def test_nothing_is_sent_before_the_preview_was_seen(desk, program):
    ada, bea = enroll(program), enroll(program, "bea")

    page = send(desk, ada, bea, do="preview").content.decode()

    assert "Hello Ada!" in page
    assert "Send to 2 people" in page
    assert not Nudge.objects.exists()
    assert "Sent to 2 people." in send(desk, ada, bea).content.decode()
    assert sorted(Nudge.objects.values_list("text", flat=True)) == ["Hello Ada!", "Hello Bea!"]


def test_who_gets_nothing_is_named_with_the_reason(desk, program):
    ada, bea = enroll(program), enroll(program, "bea", state="paused")
    nudge(people=[ada], sender=make_person("linus"), text="Hello!", now=timezone.now())

    page = desk.get(URL, {"who": [ada.public_id, bea.public_id]}).content.decode()

    assert "Ada got a word less than three days ago. The next one can go from" in page
    assert "Bea has paused." in page
    assert "Nobody to write to now" in page


def test_who_was_written_to_meanwhile_is_said_after_sending(desk, program):
    ada, bea = enroll(program), enroll(program, "bea")
    send(desk, ada, bea, do="preview")
    nudge(people=[ada], sender=make_person("linus"), text="Hello!", now=timezone.now())

    page = send(desk, ada, bea).content.decode()

    assert "Sent to one person." in page
    assert "Ada got a word less than three days ago." in page


@pytest.mark.parametrize("do", ["preview", "send"])
def test_what_was_written_is_kept_where_a_colleague_was_faster(desk, program, do):
    ada = enroll(program)
    nudge(people=[ada], sender=make_person("linus"), text="Hello!", now=timezone.now())

    answer = send(desk, ada, text="Shall we look at it together?", do=do)

    assert answer.status_code == (409 if do == "send" else 200)
    assert "Ada got a word less than three days ago." in answer.content.decode()
    assert "Shall we look at it together?</textarea>" in answer.content.decode()


@pytest.mark.parametrize(
    ("text", "said"), [(" ", "There is nothing to send yet."), ("x" * 2001, "has 2001 characters")]
)
def test_what_cannot_be_sent_is_said_and_still_there(desk, program, text, said):
    answer = send(desk, enroll(program), text=text)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert text.strip() in answer.content.decode()
    assert not Nudge.objects.exists()


def test_words_to_begin_with_are_in_the_language_of_who_reads_them(desk, program):
    Program.objects.update(default_language="zh-hans")
    make_person("bea", language="en")
    ada, bea = enroll(program), enroll(program, "bea")

    assert words(desk, ada).startswith("{name}")
    assert words(desk, bea).startswith("Hello {name}")
    assert "Hello {name}" in words(desk, ada, bea)
    assert "\n\n{name}" in words(desk, ada, bea)
    assert "past its date" in words(desk, bea, start="overdue")
    assert words(desk, bea, start="nonsense") == words(desk, bea)


def test_words_to_begin_with_never_take_the_place_of_ones_own(desk, program):
    ada = enroll(program)

    def choose(kind: str, text: str) -> str:
        page = desk.post(URL, {"who": ada.public_id, "start": kind, "text": text})
        assert page.status_code == 200
        return str(page.context["form"]["text"].value())

    friendly = words(desk, ada)
    overdue = choose("overdue", friendly.replace("\n", "\r\n"))
    assert overdue.startswith("Hello {name}, one of your tasks is past its date.")
    assert choose("friendly", "Shall we talk?\r\n") == f"Shall we talk?\n\n{friendly}"
    assert not Nudge.objects.exists()


def test_mallory_writes_to_nobody_and_nobody_to_two_programs_at_once(desk, mallory, program):
    ada, bea = enroll(program), enroll(make_program("winter"), "bea")

    assert mallory.get(URL, {"who": ada.public_id}).status_code == 404
    assert send(mallory, ada).status_code == 404
    assert send(desk, ada, bea).status_code == 404
    assert desk.get(URL).status_code == 404
    assert not Nudge.objects.exists()


@pytest.mark.parametrize("size", [1, 30])
def test_it_is_as_many_queries_for_many(desk, program, size, django_assert_num_queries):
    people = [enroll(program, f"newcomer-{number}") for number in range(size)]
    desk.get(reverse("people"))

    with django_assert_num_queries(5):
        desk.get(URL, {"who": [each.public_id for each in people]})


def test_ticked_people_lead_here(desk, program):
    ada = enroll(program)

    page = desk.post(reverse("chosen"), {"do": "nudge", "who": ada.public_id})

    assert page.url == f"{URL}?who={ada.public_id}"


def test_praise_is_one_click_in_the_newcomers_language_and_once(desk, program):
    make_person("ada", language="zh-hans")
    done = make_submission(enroll(program), "introduce-yourself", status=Status.VERIFIED)

    first = desk.post(reverse("praise", args=[done.public_id]), follow=True).content.decode()
    second = desk.post(reverse("praise", args=[done.public_id]), follow=True).content.decode()

    assert "Ada is told: well done!" in first
    assert "Ada has been praised for this already." in second
    [row] = Nudge.objects.all()
    assert "任务 Introduce yourself" in row.text
    assert "Ada" in row.text


def test_unfinished_work_and_other_peoples_is_not_praised(desk, mallory, program):
    ada = enroll(program)
    waiting = make_submission(ada, "introduce-yourself", status=Status.IN_REVIEW)
    done = make_submission(ada, status=Status.VERIFIED)

    assert desk.post(reverse("praise", args=[waiting.public_id])).status_code == 404
    assert mallory.post(reverse("praise", args=[done.public_id])).status_code == 404


def test_the_journey_shows_the_last_word(client, program):
    ada = enroll(program)
    client.force_login(ada.user)
    address = reverse("enrollment", args=[ada.public_id])

    assert "A word for you" not in client.get(address).content.decode()
    nudge(people=[ada], sender=make_person("grace"), text="Hello {name}!", now=NOON)
    assert "Hello Ada!" in client.get(address).content.decode()
    since = NOON + timedelta(days=1)
    Nudge.objects.create(enrollment=ada, kind="automatic", turn_since=NOON, days=7, sent_at=since)
    assert "It has been your turn for 7 days." in client.get(address).content.decode()


def test_the_persons_page_remembers_it(desk, program):
    ada = enroll(program)
    nudge(people=[ada], sender=make_person("linus"), text="Hello {name}!", now=NOON)

    page = desk.get(reverse("person", args=[ada.public_id])).content.decode()

    assert "A friendly word · Hello Ada! · Linus" in page
