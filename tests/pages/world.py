"""Something to see on every page: the newcomers of `tests/progress/world.py`, and what goes on around them."""

from datetime import datetime, timedelta

from onboarding.mentoring.models import Reply, Star
from onboarding.mentoring.operations import hold, nudge, save_draft, save_filter, tag, write_note
from onboarding.notifications.kinds import Kind
from onboarding.notifications.models import Chat
from onboarding.notifications.operations import announce_to, drain
from onboarding.notifications.unsubscribing import unsubscribe_path
from onboarding.people.operations import setup_link
from onboarding.programs.models import Enrollment, Membership, Program
from onboarding.programs.operations import (
    archive_program,
    ask_for_another,
    begin_program,
    extend,
    go_away,
    make_invite,
)
from onboarding.questions.operations import accept, answer
from onboarding.verification.models import Status, Submission
from onboarding.verification.operations import begin_quiz, flag, start_reverification
from tests.cast import enroll, make_person, make_program, make_repository, make_submission, task_content, task_of
from tests.cast import make_task as new_task
from tests.progress import world
from tests.progress.world import CLUSTER, FIRST, WRITTEN
from tests.questions.world import ask

ANSWER = (
    "Your node has two CPUs and the pod asks for four.\n\nAsk for less, or give the node more:\n\n"
    "```\nkubectl top nodes\n```"
)
LETTER = (
    "Hello!\n\n- I would like to learn **Go**\n- and to be useful\n\n`kubectl get pods` was my first command. "
    "大家好，我想从文档开始，慢慢读懂调度器。\n\nhttps://example.org/a/very/long/address/that/no/phone/has/the/width/for"
)
Facts = dict[str, str]
"""What addresses of pages are made of, by the names that `tests/pages/table.py` uses."""


def populate(*, now: datetime) -> Facts:
    """Everybody and everything, as of this instant."""
    spring = world.populate(now=now)
    setup = setup_link(now=now)
    make_person("margaret", is_administrator=True)
    for login in ("grace", "barbara", "linus", "newton"):
        make_person(login)
    people = {row.user.login: row for row in Enrollment.objects.filter(program=spring).select_related("user")}
    facts = {f"eid_{login}": row.public_id for login, row in people.items()}
    for step in (_mentors_care, _newcomers_ask, _organisers_set_up, _machines_work):
        facts |= step(spring, people, now)
    drain(now=now)
    facts["setup"] = setup or ""
    facts["unsubscribe"] = unsubscribe_path(make_person("grace"), Kind.REVIEW)
    facts["eid_covered"] = Enrollment.objects.get(user__login="covered").public_id
    return facts | {f"sid_{login}": _latest(row) for login, row in people.items() if row.submissions.exists()}


def _latest(enrollment: Enrollment) -> str:
    return str(enrollment.submissions.order_by("-pk")[0].public_id)


def _mentors_care(spring: Program, people: dict[str, Enrollment], now: datetime) -> Facts:
    """Grace looks after most; Barbara is away, and Grace covers for her."""
    grace, barbara = make_person("grace"), make_person("barbara")
    Membership.objects.create(program=spring, user=barbara, role=Membership.Role.MENTOR)
    covered = enroll(spring, "covered", mentor="barbara", now=now - timedelta(days=5))
    write(covered, now - timedelta(hours=30))
    make_person("hugging-a-very-long-login-name", name="Taumatawhakatangihangakoauauotamateapokaiwhenuakitanatahu" * 2)
    write(enroll(spring, "hugging-a-very-long-login-name", now=now - timedelta(days=6)), now - timedelta(hours=3))
    week = {"starts_at": now - timedelta(days=1), "ends_at": now + timedelta(days=6)}
    go_away(user=barbara, programs=[spring], cover=grace, note="At the sea.", **week, now=now - timedelta(days=1))
    ahead = {"starts_at": now + timedelta(days=9), "ends_at": now + timedelta(days=16)}
    go_away(user=grace, programs=[spring], **ahead, now=now)
    tag(program=spring, enrollments=[people["sent-back"], people["waiting"]], name="evenings")
    Star.objects.create(user=grace, enrollment=people["waiting"])
    note = write_note(enrollment=people["sent-back"], author=grace, text="Works at night.\n晚上联系。", now=now)
    nudge(people=[people["late"]], sender=grace, text="Hello {name}!", now=now - timedelta(days=4))
    save_filter(user=grace, program=spring, name="Waits for us", query="turn=mentor")
    flagged = people["verified"].submissions.get()
    saw = {"en": "The merge was reverted.", "zh-hans": "合并已被撤销。"}
    flag(submission=flagged, code="reverted", saw=saw, now=now - timedelta(hours=9))
    held = covered.submissions.get()
    hold(submission=held, mentor=barbara, now=now)
    waits = people["with-the-mentor"].submissions.get()
    save_draft(submission=waits, mentor=grace, note="Nearly there.", criteria=[], version=0, now=now)
    reply = Reply.objects.create(author=grace, title="Welcome", text="Welcome, and thank you for writing!")
    return {
        "note": note.public_id,
        "reply": reply.public_id,
        "held": held.public_id,
        "flagged": flagged.public_id,
    }


def write(enrollment: Enrollment, at: datetime) -> Submission:
    evidence = {"text": LETTER, "link": "https://example.org/me", "words": 30}
    return make_submission(enrollment, WRITTEN, status=Status.IN_REVIEW, evidence=evidence, now=at)


def _newcomers_ask(spring: Program, people: dict[str, Enrollment], now: datetime) -> Facts:
    """One question was answered and helped, one waits; somebody would rather have another mentor."""
    own = people["sent-back"]
    answered = ask(own, now=now - timedelta(days=2))
    told = answer(question=answered, author=make_person("grace"), text=ANSWER, now=now - timedelta(days=1))
    accept(answer=told, now=now)
    waits = ask(own, summary="部署之后容器一直 Pending", now=now - timedelta(hours=3))
    replied = ask(people["no"], summary="Where does the sign-off go?", now=now - timedelta(days=3))
    answer(question=replied, author=make_person("grace"), text=ANSWER, now=now - timedelta(days=2))
    ask_for_another(enrollment=people["fresh"], reason="Our hours do not meet.", now=now)
    people["finished"].share_record()
    task = task_of(spring, FIRST)
    linus = make_person("linus")
    later = {"due_at": now + timedelta(days=9), "granted_by": linus, "reason": "Exams."}
    extend(enrollment=people["late"], task=task, **later, now=now)
    return {
        "answered": answered.public_id,
        "waits": waits.public_id,
        "replied": replied.public_id,
        "record": str(people["finished"].record_id),
    }


def _organisers_set_up(spring: Program, people: dict[str, Enrollment], now: datetime) -> Facts:
    """Somebody asks to join, a task has a new version, and of the other programs one is begun and one is over."""
    linus = make_person("linus")
    enroll(spring, "asks", state=Enrollment.State.REQUESTED, started_at=None, mentor=None, now=now)
    new_task(spring.track, task_content("release"))
    make_repository("demo-community/website")
    spring.merge_preset, spring.needs_approval = "kubernetes-prow", True
    spring.save()
    _invite, token = make_invite(
        program=spring, public_id="made-up-here", role="newcomer", days=9, uses_allowed=9, by=linus, now=now
    )
    draft = Program(slug="draft", name="Summer cohort", name_zh_hans="夏季学员计划", track=spring.track)
    begin_program(program=draft, by=linus)
    archive_program(program=make_program("past", name="Last year"), by=linus, now=now)
    text = {"en": "We meet on Thursday at **20:00**.", "zh-hans": "周四晚上八点见面。"}
    title = {"en": "We meet on Thursday", "zh-hans": "周四见面"}
    told = announce_to(program=spring, public_id="one", audience="everybody", title=title, text=text, by=linus, now=now)
    Chat.objects.create(program=spring, name="Mentors", service="Feishu", sealed="made up", made_by=linus, made_at=now)
    member = spring.memberships.get(user__login="barbara")
    return {
        "token": token,
        "announcement": told.public_id,
        "member": str(member.pk),
    }


def _machines_work(spring: Program, people: dict[str, Enrollment], now: datetime) -> Facts:
    """A quiz lies open, and verified work is judged anew."""
    at_the_quiz = enroll(spring, "at-the-quiz", now=now - timedelta(days=7))
    for slug in (CLUSTER, "deployment"):
        make_submission(at_the_quiz, slug, status=Status.VERIFIED, now=now)
    begin_quiz(enrollment=at_the_quiz, task=task_of(spring, "components"), now=now)
    run = start_reverification(
        program=spring, task=task_of(spring, FIRST), version=None, started_by=make_person("linus"), now=now
    )
    return {"run": run.public_id, "eid_at-the-quiz": at_the_quiz.public_id}
