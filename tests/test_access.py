"""Who may see what: every address of the site, asked for by everybody. A new address without a row fails here.

404, never 403, for what belongs to somebody else: nobody learns whether it exists. Each row of `access.py` is also
tried with the wrong method, and, where it changes something, without the token that only our own forms carry.

One world serves all rows of a test, since whatever an address changes is taken back; each row is a subtest of its own.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from onboarding.github.models import Allowance
from onboarding.github.operations import receive
from onboarding.mentoring.models import Reply, SavedFilter
from onboarding.mentoring.operations import write_note
from onboarding.notifications.models import Announcement, Chat, Mail, Notification
from onboarding.notifications.operations import announce_to
from onboarding.programs.models import Absence, Enrollment, Program
from onboarding.programs.operations import ask_for_another, go_away, make_invite, pick
from onboarding.questions.models import Answer
from onboarding.verification.models import Flag, Reverification, Review, Status, Submission
from tests.access import ROLES, ROWS, Row
from tests.cast import NOON, TASKS, enroll, make_person, make_program, make_submission
from tests.mirror import make_issue, make_pull_request, pull_request_evidence
from tests.questions.world import ask as ask_question
from tests.verification.quiz import begin, quiz_task

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

PEOPLE = ("", "ada", "mary", "mallory", "grace", "linus", "margaret")


@pytest.fixture
def world() -> dict[str, Any]:
    """Ada and Mary walk in spring, which Grace mentors and Linus organises; Mallory mentors and organises autumn."""
    spring = make_program("spring", tasks=(*TASKS, quiz_task()))
    autumn = make_program("autumn", mentors=("mallory",), organisers=("mallory",))
    make_person("margaret", is_administrator=True)
    ada, _mary = enroll(spring, "ada"), enroll(spring, "mary")
    submission = make_submission(ada)
    with_pull = make_submission(ada, "sign-off", pull_request=make_pull_request(pull_request_evidence(8)))
    theirs = make_submission(enroll(autumn, "bob"))
    make_review(theirs), make_flag(theirs)
    review = make_review(submission)
    question = ask_question(ada)
    answer = Answer.objects.create(question=question, author=make_person("grace"), text="So.", answered_at=NOON)
    notice = make_notice(ada)
    for told in (notice, make_notice(theirs.enrollment)):
        told.mail = Mail.objects.create(reader=told.reader, created_at=NOON, due_at=NOON)
        told.save()
    invite, token = make_invite(
        program=spring,
        public_id="made-up-here",
        role="newcomer",
        days=9,
        uses_allowed=9,
        by=make_person("linus"),
        now=timezone.now(),
    )
    return {
        "chat": Chat.objects.create(
            program=spring, name="Mentors", service="Feishu", sealed="made up", made_by=ada.user, made_at=NOON
        ).public_id,
        "announcement": announce(spring, public_id="one").public_id,
        "invite": invite.public_id,
        "token": token,
        "notice": notice.public_id,
        "mail": notice.mail_id,
        "run": Reverification.objects.create(
            program=spring, task=submission.task, started_by=make_person("linus"), started_at=NOON, total=1, up_to=1
        ).public_id,
        "qid": question.public_id,
        "aid": answer.public_id,
        "absence": make_absence(spring).public_id,
        "asked": ask_for_another(enrollment=ada, reason="", now=NOON).public_id,
        "program": spring.slug,
        "repository": spring.repositories.get().pk,
        "pull": make_pull_request().pk,
        "allowance": Allowance.objects.create(
            api="core", cost=1, limit=60, remaining=59, reset_at=NOON, noted_at=NOON
        ).pk,
        "delivery": receive(guid="one", event="ping", payload={}, now=NOON).pk,
        "pk": spring.pk,
        "member": spring.memberships.get(role="mentor").pk,
        "enrollment": ada.pk,
        "done": make_submission(ada, "introduce-yourself", status=Status.VERIFIED).public_id,
        "note": write_note(enrollment=ada, author=make_person("grace"), text="Kind.", now=NOON).public_id,
        "kept": SavedFilter.objects.create(user=make_person("grace"), program=spring, name="All").pk,
        "user": ada.user.pk,
        "eid": ada.public_id,
        "sid": submission.public_id,
        "paper": begin(ada).public_id,
        "submission": submission.pk,
        "issue": make_issue(spring, 1).pk,
        "pick": pick(enrollment=ada, issue=make_issue(spring, 2), now=NOON).public_id,
        "pullsid": with_pull.public_id,
        "review": review.pk,
        "rid": review.public_id,
        "batch": review.batch,
        "reply": Reply.objects.create(author=make_person("grace"), title="Hello", text="Welcome!").public_id,
        "flag": make_flag(submission).pk,
        "transition": submission.transitions.get().pk,
    }


def make_absence(program: Program) -> Absence:
    [absence] = go_away(
        user=make_person("grace"), programs=[program], starts_at=NOON, ends_at=NOON + timedelta(days=7), now=NOON
    )
    return absence


def make_review(submission: Submission) -> Review:
    return Review.objects.create(
        submission=submission,
        mentor=make_person("grace"),
        decision=Review.Decision.APPROVE,
        batch="together",
        decided_at=NOON,
        effective_at=NOON,
    )


def announce(program: Program, *, public_id: str) -> Announcement:
    words = {"en": "News"}
    linus = make_person("linus")
    return announce_to(
        program=program, public_id=public_id, audience="everybody", title=words, text=words, by=linus, now=NOON
    )


def make_notice(enrollment: Enrollment) -> Notification:
    return Notification.objects.create(
        reader=enrollment.user,
        program=enrollment.program,
        kind="verified",
        fact="transition",
        fact_id=1,
        title={"en": "Verified"},
        path="/",
        at=NOON,
    )


def make_flag(submission: Submission) -> Flag:
    return Flag.objects.create(submission=submission, code="reverted", opened_at=NOON)


def names(patterns: list[Any], namespace: str = "", route: str = "") -> Iterator[str]:
    """Every address by its name; one without a name by its route."""
    for pattern in patterns:
        here = f"{route}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            inside = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from names(pattern.url_patterns, inside, here)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}" if pattern.name else here


def addresses() -> set[str]:
    return set(names(get_resolver().url_patterns))


@pytest.fixture
def sessions(world: dict[str, Any]) -> dict[str, str]:
    """By role: the session of somebody who has signed in, and nothing for who has not."""
    return {role: session_of(login) if login else "" for role, login in zip(ROLES, PEOPLE, strict=True)}


def session_of(login: str) -> str:
    client = Client()
    client.force_login(make_person(login))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def ask(row: Row, world: dict[str, Any], session: str, *, method: str = "", **options: Any) -> HttpResponse:
    """What this address answers to a fresh browser with this session; what it changes is taken back."""
    client = Client(**options)
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    with transaction.atomic():
        response = getattr(client, (method or row.method).lower())(row.address.format(**world))
        transaction.set_rollback(True)
    cache.clear()
    return response


def test_every_address_has_a_row():
    assert addresses() - ROWS.keys() == set()


def test_every_row_has_an_address():
    assert ROWS.keys() - addresses() == set()


def test_everybody_gets_what_is_theirs(world, sessions, subtests):
    for name, row in ROWS.items():
        with subtests.test(name):
            answers = {role: ask(row, world, session).status_code for role, session in sessions.items()}
            assert answers == row.expects()


def test_a_form_of_another_site_changes_nothing(world, sessions, subtests):
    for name, row in ROWS.items():
        if row.method == "POST" and not row.is_exempt:
            with subtests.test(name):
                answer = ask(row, world, sessions["administrator"], enforce_csrf_checks=True)
                assert answer.status_code == 403


def test_whoever_was_signed_out_while_they_wrote_gets_it_back(client, subtests):
    """Nothing needs to be there: nobody who is signed out learns what is."""
    for name, row in ROWS.items():
        if "POST" in (row.method, row.also) and row.expected.startswith("302") and name not in FOR_EVERYBODY:
            with subtests.test(name):
                address = row.address.format_map(defaultdict(lambda: "1"))
                page = client.post(address, {"text": "Kind words."}, headers={"origin": "http://testserver"})
                assert (page.status_code, b"Kind words.</textarea>" in page.content) == (403, True)


FOR_EVERYBODY = {"sign_out", "admin:logout", "set_language", "set_theme", "github_login"}
"""Forms that ask nobody to sign in."""


def test_the_wrong_method_is_refused(world, sessions, subtests):
    for name, row in ROWS.items():
        others = {"GET", "POST", "PUT", "PATCH", "DELETE"} - {row.method, row.also}
        if not name.startswith("admin"):
            with subtests.test(name):
                for method in others:
                    assert ask(row, world, sessions["administrator"], method=method).status_code == 405, method


LETTERS = {"mail"}
"""Pages that show a mail as it is sent, with its styles inside; nothing that people wrote is in them."""


def test_every_page_is_defended(world, sessions, subtests):
    for name in ROWS.keys() - {"livez", "readyz"}:
        with subtests.test(name):
            response = ask(ROWS[name], world, sessions["administrator"])
            policy = response["Content-Security-Policy"]
            assert {"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"} <= set(policy.split("; "))
            unsafe = [part.split()[0] for part in policy.split("; ") if "unsafe" in part]
            assert unsafe == (["style-src"] if name in LETTERS else [])
            assert response["X-Content-Type-Options"] == "nosniff"
            assert response["X-Frame-Options"] == "DENY"
            assert response["Referrer-Policy"] == "same-origin"
            assert response["Cross-Origin-Opener-Policy"] == "same-origin"
