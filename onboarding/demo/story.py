"""The story of the last three weeks: twelve newcomers, each at another place of the trail today.

Scenes are written person by person and played in the order of time. ``ago`` counts back from the moment of loading.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from onboarding.demo import texts
from onboarding.demo.stage import Stage
from onboarding.github.simulator.people import GRACE, KATHERINE, LINUS

BEGINNING = timedelta(days=21)


@dataclass(frozen=True)
class Scene:
    """What somebody did, and how long ago."""

    ago: timedelta
    verb: Callable[..., None]
    who: str
    arguments: dict[str, Any] = field(default_factory=dict)

    def play(self, stage: Stage, *, now: datetime) -> None:
        self.verb(stage, self.who, now - self.ago, **self.arguments)


class Newcomer:
    """Collects the scenes of one person, in days ago."""

    def __init__(self, login: str) -> None:
        self.login = login
        self.scenes: list[Scene] = []

    def did(self, days: float, verb: Callable[..., None], **arguments: Any) -> "Newcomer":
        self.scenes.append(Scene(timedelta(days=days), verb, self.login, arguments))
        return self

    def introduced_themselves(self, days: float, text: str, *, approved: float) -> "Newcomer":
        return self.did(days, Stage.write, text=text).did(approved, Stage.judge, decision="approve")

    def proposed(self, days: float, task: str, title: str, body: str, **more: Any) -> "Newcomer":
        """Opened a pull request whose one commit bears its title, and handed it in a little later."""
        commit = {"message": title, **more}
        return self.did(days, Stage.open, title=title, body=body, **commit).did(days - 0.02, Stage.hand_in, task=task)


FIRST, SECOND = "first-contribution", "sign-off"


def scenes() -> list[Scene]:
    """All of it, in the order of time."""
    people = (
        *_who_helps(),
        *_who_arrived(),
        *_who_is_on_the_way(),
        *_who_is_at_the_beginning(),
    )
    return sorted((scene for person in people for scene in person.scenes), key=lambda scene: scene.ago, reverse=True)


def _who_helps() -> Iterator[Newcomer]:
    yield (
        Newcomer(LINUS.login)
        .did(8.9, Stage.invite, lasts=30, uses=20)
        .did(7.9, Stage.take_in)
        .did(2.6, Stage.announce, title=texts.TOLD, text=texts.TOLD_TEXT)
        .did(0.0012, Stage.hold, about="zhou-ting-demo")
    )
    yield (
        Newcomer(KATHERINE.login)
        .did(9.0, Stage.take_on, by=LINUS.login)
        .did(
            2.1,
            Stage.go_away,
            span=timedelta(days=7),
            cover=GRACE.login,
            note="At my sister's wedding. Grace knows you all by now.",
        )
    )
    yield (
        Newcomer(GRACE.login)
        .did(6.5, Stage.keep_for_again, reply=texts.REPLY, seen=("Waits for us", "turn=mentor"))
        .did(0.1, Stage.begin_a_note, about="chen-jing-demo", note="欢迎陈静！第三步在 ARM 上的问题，")
    )
    yield Newcomer("hedy-demo").did(0.25, Stage.ask_to_join, of=LINUS.login)


def _who_arrived() -> Iterator[Newcomer]:
    yield (
        Newcomer("mary-demo")
        .did(20.4, Stage.join)
        .introduced_themselves(20.1, texts.MARY, approved=19.6)
        .proposed(18.3, FIRST, "docs(install): fix the link to the installation page (#1)", "It moved. Fixes #1")
        .did(17.2, Stage.approve)
        .did(16.9, Stage.merge)
        .proposed(14.6, SECOND, "docs(install): name the supported versions", "Two people asked for them in the chat.")
        .did(13.1, Stage.merge)
    )
    yield (
        Newcomer("li-ming-demo")
        .did(19.5, Stage.join)
        .did(18.9, Stage.write, text=texts.LI_MING_SHORT)
        .did(
            18.2,
            Stage.judge,
            decision="return",
            note="你好，李明！每周大概有多少时间？README 里有没有哪一处让你好奇？补上这两点就好。",
        )
        .introduced_themselves(17.6, texts.LI_MING, approved=17.1)
        .proposed(15.8, FIRST, "docs(concepts): explain what a namespace is (#2)", "Fixes #2")
        .did(15.6, Stage.ask, task=FIRST, said=texts.LI_MING_ASKS)
        .did(15.3, Stage.get_help, text=texts.LI_MING_IS_TOLD)
        .did(
            14.9,
            Stage.ask_for_changes,
            body="Good idea! Could you say it in one sentence?",
        )
        .did(14.2, Stage.push, message="docs(concepts): say it in one sentence")
        .did(13.4, Stage.approve)
        .did(13.3, Stage.merge)
        .proposed(10.7, SECOND, "docs(concepts): link the pages about pods", "So that one finds them.", sign_off=False)
        .did(10.2, Stage.amend, message="docs(concepts): link the pages about pods")
        .did(8.8, Stage.merge)
    )


def _who_is_on_the_way() -> Iterator[Newcomer]:
    yield (
        Newcomer("alan-demo")
        .did(13.7, Stage.join)
        .introduced_themselves(13.2, texts.ALAN, approved=12.4)
        .proposed(10.3, FIRST, "docs(contributing): explain what squash means", "I did not know it.")
        .did(7.4, Stage.merge)
        .proposed(1.3, SECOND, "Update CONTRIBUTING.md", "How to run the tests on Windows.")
    )
    yield (
        Newcomer("wang-fang-demo")
        .did(9.2, Stage.join)
        .introduced_themselves(8.8, texts.WANG_FANG, approved=8.1)
        .proposed(3.4, FIRST, "fix(examples): set resource limits in the example (#3)", "Fixes #3")
    )
    yield (
        Newcomer("sun-yue-demo")
        .did(8.3, Stage.join)
        .introduced_themselves(7.9, texts.SUN_YUE, approved=7.2)
        .proposed(4.6, FIRST, "docs(zh): use one word for pods", "“容器组”和“Pod”混用，统一成“Pod”。")
        .did(1.2, Stage.ask_for_changes, body="Thank you! Two more are left in glossary.md. Then this can go in.")
    )
    yield (
        Newcomer("dennis-demo")
        .did(15.1, Stage.join)
        .introduced_themselves(14.5, texts.DENNIS, approved=14.0)
        .proposed(11.9, FIRST, "docs(registry): describe a registry in the local network", "For slow connections.")
        .did(9.5, Stage.merge)
        .did(
            0.6,
            Stage.revert,
            saw={
                "en": "The maintainers took the merged pull request back.",
                "zh-hans": "维护者撤回了已经合并的拉取请求。",
            },
        )
    )
    yield (
        Newcomer("barbara-demo")
        .did(11.3, Stage.join)
        .introduced_themselves(10.9, texts.BARBARA, approved=10.1)
        .proposed(8.6, FIRST, "docs(glossary): explain what a watch is", "It explains leases, but not watches.")
        .did(6.7, Stage.close, body="Thank you! Somebody else was faster by an hour. Would you read theirs?")
        .did(5.2, Stage.pause)
    )


def _who_is_at_the_beginning() -> Iterator[Newcomer]:
    yield (
        Newcomer("radia-demo")
        .did(4.4, Stage.join)
        .did(2.3, Stage.write, text=texts.RADIA)
        .proposed(1.8, FIRST, "docs(architecture): draw the picture anew", "The old one is of 2023.")
        .did(1.7, Stage.fail_checks)
    )
    yield (
        Newcomer("chen-jing-demo")
        .did(1.6, Stage.join)
        .did(0.21, Stage.write, text=texts.CHEN_JING)
        .proposed(0.17, FIRST, "fix(quickstart): run step three on ARM", "Not done yet: I test it tonight.", draft=True)
        .did(0.12, Stage.ask, task=FIRST, said=texts.CHEN_JING_ASKS)
    )
    yield (
        Newcomer("edsger-demo")
        .did(5.7, Stage.join)
        .did(3.2, Stage.write, text=texts.EDSGER)
        .did(
            1.1,
            Stage.judge,
            decision="return",
            note="Welcome, Edsger! How much time do you have in a week, and when can we reach you?",
            remark="Which sentence would you mend first? Name it: it may become your first contribution.",
        )
        .did(
            1.0,
            Stage.be_given_time,
            task="introduce-yourself",
            span=timedelta(days=9),
            reason="Moving house this week.",
        )
    )
    yield (
        Newcomer("zhao-lei-demo")
        .did(12.2, Stage.join)
        .did(6.3, Stage.be_remembered, note="在群里说过，月底之前都在考试。月初再问问。", tag="考试")
        .did(6.3, Stage.be_starred)
        .did(4.1, Stage.be_written_to, text="赵磊你好！考试顺利吗？等你有空，第一步只要几分钟；有问题随时问我。")
    )
    yield Newcomer("zhou-ting-demo").did(0.08, Stage.join).did(0.02, Stage.write, text=texts.ZHOU_TING)
