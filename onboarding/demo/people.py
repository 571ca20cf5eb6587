"""The demo's people as accounts: those of the simulator's cast, marked as made up."""

from onboarding.github.simulator.people import GRACE, HEDY, KATHERINE, LINUS, NEWCOMERS, Person
from onboarding.people.models import User
from onboarding.people.operations import Identity, grant, recognise

ZONES = {
    GRACE.login: "Europe/London",
    KATHERINE.login: "America/New_York",
    LINUS.login: "Europe/Helsinki",
    "mary-demo": "America/New_York",
    "alan-demo": "Europe/London",
    "radia-demo": "America/Los_Angeles",
    "edsger-demo": "Europe/Amsterdam",
    "barbara-demo": "America/Chicago",
    "dennis-demo": "Africa/Nairobi",
    HEDY.login: "Europe/Vienna",
}
CHINA = "Asia/Shanghai"


def make_people() -> dict[str, User]:
    """Everybody but Ada, by login: she joins when somebody plays her. Linus may also connect the site with GitHub."""
    people = {person.login: _account(person) for person in (GRACE, KATHERINE, LINUS, *NEWCOMERS, HEDY)}
    people[LINUS.login] = grant(login=LINUS.login, role=User.Role.ORGANISER)
    return people


def _account(person: Person) -> User:
    identity = Identity(person.github_id, person.login, person.name, person.email)
    speaks_chinese = not person.name.isascii()
    return recognise(
        identity=identity,
        language="",  # that of whoever plays them
        time_zone=CHINA if speaks_chinese else ZONES[person.login],
        is_demo=True,
    )
