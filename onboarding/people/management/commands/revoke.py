"""manage.py revoke administrator|organiser <login>: somebody loses a role on the whole site."""

from onboarding.people.management.roles import RoleCommand
from onboarding.people.operations import revoke


class Command(RoleCommand):
    help = "Take the role of administrator or organiser of the whole site away from somebody."
    change = staticmethod(revoke)
    answer = "{person} ({login}) is not {role} any more."
