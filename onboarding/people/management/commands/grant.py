"""manage.py grant administrator|organiser <login>: somebody who has signed in gets a role on the whole site."""

from onboarding.people.management.roles import RoleCommand
from onboarding.people.operations import grant


class Command(RoleCommand):
    help = "Make somebody who has signed in administrator or organiser of the whole site."
    change = staticmethod(grant)
    answer = "{person} ({login}) is {role} now."
