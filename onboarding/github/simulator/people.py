"""The demo cast: everybody who has an account at the simulator. Their names say that they are not real."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Part: TypeAlias = Literal["newcomer", "mentor", "organiser", "maintainer"]


@dataclass(frozen=True)
class Person:
    """An account at the simulator. ``part``: what they are in the demo program."""

    github_id: int
    login: str
    name: str
    part: Part = "newcomer"

    @property
    def can_merge(self) -> bool:
        """May review, label, merge and close other people's pull requests at the simulator."""
        return self.part != "newcomer"

    @property
    def email(self) -> str:
        return f"{self.login}@example.com"

    @property
    def node_id(self) -> str:
        return f"U_demo{self.github_id}"


ADA = Person(1001, "ada-demo", "Ada Demo")
GRACE = Person(1002, "grace-demo", "Grace Demo", "mentor")
KATHERINE = Person(1005, "katherine-demo", "Katherine Demo", "mentor")
LINUS = Person(1003, "linus-demo", "Linus Demo", "organiser")
MAINTAINER = Person(1004, "demo-maintainer", "Demo Maintainer", "maintainer")

NEWCOMERS = (
    Person(1101, "mary-demo", "Mary Demo"),
    Person(1102, "li-ming-demo", "演示李明"),
    Person(1103, "alan-demo", "Alan Demo"),
    Person(1104, "wang-fang-demo", "演示王芳"),
    Person(1105, "radia-demo", "Radia Demo"),
    Person(1106, "chen-jing-demo", "演示陈静"),
    Person(1107, "edsger-demo", "Edsger Demo"),
    Person(1108, "zhao-lei-demo", "演示赵磊"),
    Person(1109, "barbara-demo", "Barbara Demo"),
    Person(1110, "zhou-ting-demo", "演示周婷"),
    Person(1111, "dennis-demo", "Dennis Demo"),
    Person(1112, "sun-yue-demo", "演示孙悦"),
)
HEDY = Person(1201, "hedy-demo", "Hedy Demo")
"""Asks to be let in."""

CAST = (ADA, GRACE, KATHERINE, LINUS, MAINTAINER, *NEWCOMERS, HEDY)
"""Everybody, in the order in which the person picker shows them."""

BY_LOGIN = {person.login: person for person in CAST}
BY_ID = {person.github_id: person for person in CAST}
